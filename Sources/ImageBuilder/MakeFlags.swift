/// What GNU make hands down of its own command line in `MAKEFLAGS`.
struct MakeFlags: Equatable {
  /// The flags of one letter: `k`, `n`, `s`, `B`.
  let letters: Set<Character>
  /// The number of `-jN`; nil where there is none.
  let jobs: Int?
  /// The names that the command line gives values to.
  let names: [String]

  /// Reads the variable: letters without a dash come first, then long flags, then `--` and variables.
  init(_ text: String) {
    let words = text.split(separator: " ").prefix { $0 != "--" }
    if let first = words.first, !first.hasPrefix("-"), !first.contains("=") {
      letters = Set(first)
    } else {
      letters = []
    }
    // A space of a value has a backslash before it.
    names = text.replacing("\\ ", with: "_").split(separator: " ").compactMap { word in
      guard !word.hasPrefix("-"), let equals = word.firstIndex(of: "=") else { return nil }
      return String(word[..<equals])
    }
    jobs = words.lazy.filter { $0.hasPrefix("-j") }.compactMap { Int($0.dropFirst(2)) }.first
  }
}
