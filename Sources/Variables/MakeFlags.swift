/// What GNU make hands down of its own command line in `MAKEFLAGS`.
public struct MakeFlags: Sendable {
  /// The flags of one letter: `k`, `n`, `s`, `B`.
  public let letters: Set<Character>
  /// The number of `-jN`, from 1; nil where there is none.
  public let jobs: Int?
  /// The names that the command line gives values to, each once.
  public let names: [String]

  /// Reads the variable: letters without a dash come first, then long flags, then `--` and variables.
  public init(_ text: String) {
    let words = text.split(separator: " ").prefix { $0 != "--" }
    if let first = words.first, !first.hasPrefix("-"), !first.contains("=") {
      letters = Set(first)
    } else {
      letters = []
    }
    var names: [String] = []
    var known: Set<String> = []
    // A space of a value has a backslash before it.
    for word in text.replacing("\\ ", with: "_").split(separator: " ") {
      guard !word.hasPrefix("-"), let equals = word.firstIndex(of: "=") else { continue }
      let name = String(word[..<equals])
      if known.insert(name).inserted { names.append(name) }
    }
    self.names = names
    jobs = words.lazy.filter { $0.hasPrefix("-j") }.compactMap { Int($0.dropFirst(2)) }.first { $0 > 0 }
  }
}
