public import Digests
import Storage
import SystemPackage

extension Store {
  /// The checksum that was remembered for a URL that came without one.
  public func pin(of url: String) -> ContentDigest? {
    (try? readText(pinPath(of: url))).flatMap(Self.pin)
  }

  /// The checksum that a pin's file holds.
  static func pin(in text: String) -> ContentDigest? { ContentDigest(hex: String(text.prefix(64))) }

  /// Remembers the checksum of what a URL gave, so that the next download must be the same.
  public func keepPin(_ digest: ContentDigest, of url: String) throws {
    try writeAtomically("\(digest.hex)  \(url)\n", to: pinPath(of: url))
  }

  private func pinPath(of url: String) -> FilePath {
    root.appending("pins").appending(contentDigest(of: url).hex)
  }
}
