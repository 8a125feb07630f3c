/// A file of Swift, C or Python, named by its folder and its own name so that a digest is the same in every checkout.
struct Source {
  let name: String
  let text: String

  /// The modules that it imports.
  var imports: [String] {
    text.split(separator: "\n").compactMap { line in
      let words = line.split(separator: " ")
      guard let position = words.firstIndex(of: "import"), position <= 1, position + 1 < words.count else { return nil }
      return String(words[position + 1])
    }
  }
}
