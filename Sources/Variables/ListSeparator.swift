/// What separates the items of a list that is written as one text.
public enum ListSeparator: String, Hashable, Sendable {
  /// Spaces, tabs and line ends.
  case space
  /// Commas; spaces around an item do not belong to it.
  case comma

  /// The separator in a sentence.
  var spelled: String {
    switch self {
    case .space: "spaces"
    case .comma: "commas"
    }
  }

  /// The items of a text. Quotes around the whole text, which Ansible's `key=value` strings needed, are dropped.
  func items(of text: String) -> [String] {
    let bare = text.trimmedSpace
    let quote = bare.first.flatMap { $0 == "\"" || $0 == "'" ? $0 : nil }
    // `"a" "b"` has quotes at both ends too, and they are not around the whole.
    let isQuoted = bare.count > 1 && quote == bare.last && !bare.dropFirst().dropLast().contains { $0 == quote }
    let inner = isQuoted ? bare.dropFirst().dropLast() : bare
    // By scalars: with an accent behind it a comma is another character.
    let scalars = inner.unicodeScalars
    switch self {
    case .space: return scalars.split(whereSeparator: \.properties.isWhitespace).map { String($0) }
    case .comma:
      return scalars.split(separator: ",").map { String(String($0).trimmedSpace) }.filter { !$0.isEmpty }
    }
  }

  /// The items as one text that splits into them again.
  func text(of items: [String]) -> String {
    items.joined(separator: self == .space ? " " : ",")
  }
}

extension StringProtocol {
  /// The text without the spaces and line ends around it, by scalars: an accent behind a space stays.
  var trimmedSpace: SubSequence {
    let scalars = unicodeScalars
    let isInk = { (scalar: Unicode.Scalar) in !scalar.properties.isWhitespace }
    guard let first = scalars.firstIndex(where: isInk), let last = scalars.lastIndex(where: isInk) else {
      return self[endIndex...]
    }
    return self[first..<scalars.index(after: last)]
  }
}
