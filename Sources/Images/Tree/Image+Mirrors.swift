/// Package archives that are reached at other addresses than those that the image knows them by.
extension Image {
  /// Where apt finds archives named by the addresses that are asked, in memory: the image keeps its own names.
  static let mirroredSources = "/run/image-builder/sources"

  /// A text that names archives, a list or stanzas, with the addresses that are asked.
  func mirroredText(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      line.split(separator: " ", omittingEmptySubsequences: false)
        .map { $0.contains("://") ? mirrored(String($0)) : String($0) }.joined(separator: " ")
    }.joined(separator: "\n")
  }

  /// The files that say where packages come from, with the addresses that are asked.
  func packageSourceFiles() async throws -> (texts: [(path: String, text: String)], areMirrored: Bool) {
    var texts: [(path: String, text: String)] = []
    var areMirrored = false
    for pattern in ["/etc/apt/sources.list", "/etc/apt/sources.list.d/*"] {
      for path in try await match(pattern) where try await exists(path) {
        let own = try await read(path)
        let text = mirroredText(own)
        texts.append((path, text))
        if text != own { areMirrored = true }
      }
    }
    return (texts, areMirrored)
  }

  /// Has apt read the addresses that are asked, where these are others; returns what its configuration says of it.
  func writeMirroredSources() async throws -> String {
    let (texts, areMirrored) = try await packageSourceFiles()
    guard areMirrored else { return "" }
    try await session.remove([Self.mirroredSources])
    for (path, text) in texts {
      try await write(text, to: Self.mirroredSources + path.dropFirst("/etc/apt".count))
    }
    return """
      Dir::Etc::sourcelist "\(Self.mirroredSources)/sources.list";
      Dir::Etc::sourceparts "\(Self.mirroredSources)/sources.list.d";

      """
  }
}
