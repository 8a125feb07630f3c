@testable import Engine
@testable import ImageTree

extension FuzzedReader {
  /// The lists of a package archive, by what apt says of them and the archive's release file, which follows an empty line;
  /// and what is kept of them.
  static let archiveLists = FuzzedReader(
    "archive-lists",
    ofText: { text in
      let end = text.firstRange(of: "\n\n")?.lowerBound ?? text.endIndex
      let states = ArchiveIndexes.states(String(text[..<end])) { _ in String(text[end...]) }
      for (address, state) in states {
        try promise(!state.isEmpty && !state.contains(where: \.isWhitespace), "the state of `\(address)` is `\(state)`")
      }
      let kept = ArchiveStates(in: [ArchiveStates.fact: text])
      let again = ArchiveStates(in: [ArchiveStates.fact: kept.text])
      try promise(again == kept, "what is kept is another one when written again: \(kept.text)")
    })
}
