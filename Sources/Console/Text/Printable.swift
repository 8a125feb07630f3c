extension String {
  /// What a terminal would have shown of a line at its end: no escape sequences, no control characters, and of what was
  /// overwritten after a carriage return the last state.
  var printable: String {
    guard unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else { return self }
    let shown = split(separator: "\r").last.map(String.init) ?? ""
    let bare = shown.replacing(/\u{1B}(\[[0-?]*[ -\/]*[@-~]|\][^\u{07}\u{1B}]*(\u{07}|\u{1B}\\)?|[@-Z\\^_])/, with: "")
    var text = ""
    for scalar in bare.unicodeScalars {
      if scalar == "\t" {
        text += "  "
      } else if scalar.properties.generalCategory != .control {
        text.unicodeScalars.append(scalar)
      }
    }
    return text
  }
}
