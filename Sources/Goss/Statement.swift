/// A line of a script that checks, in the words of `SpecificationWords`.
struct Statement: Sendable, Equatable {
  /// Where it runs.
  let place: Place
  /// The line, for a POSIX shell.
  let shell: String

  /// A line that calls a word with arguments, of which the first is a name; it becomes one line of a report.
  init(_ place: Place, _ word: String, _ arguments: [String]) {
    self.place = place
    let name = arguments.first.map { [Self.line($0)] } ?? []
    self.shell = ([word] + (name + arguments.dropFirst()).map(Self.quoted)).joined(separator: " ")
  }

  /// A text as a line that is not too long to be read.
  private static func line(_ text: String) -> String {
    // Nearly every text is one; to ask each character what it is takes long.
    if text.utf8.count <= 240, text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return text }
    let words = text.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : $0 }
    let line = String(String.UnicodeScalarView(words))
    return line.count > 240 ? line.prefix(237) + "..." : line
  }

  /// A text as one word of a shell.
  static func quoted(_ text: String) -> String {
    // By scalars: with an accent behind it a quote is another character, and to a shell still a quote.
    let pieces = text.unicodeScalars.split(separator: "'", omittingEmptySubsequences: false).map { String($0) }
    return "'" + pieces.joined(separator: "'\\''") + "'"
  }
}
