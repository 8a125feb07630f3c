/// Tells whether a failure comes of a file system without room, whoever noticed it.
struct FullDisk {
  /// With less than this free, in bytes, nothing that a build does succeeds.
  private static let nothing: UInt64 = 1 << 20
  /// A command that found no room may have given some back when it ended; with more than this free, in bytes, it is
  /// another file system that is full.
  private static let little: UInt64 = 1 << 30
  private static let words = ["No space left on device", "Disk quota exceeded"]

  /// Where the cache is.
  let cache: String
  /// The bytes that may still be written there.
  let free: UInt64

  /// What to do next, where the cache's file system is the reason of a failure; nil otherwise.
  func hint(for failure: Failure) -> String? {
    let isNamed = ([failure.message] + failure.lines).contains { line in Self.words.contains(where: line.contains) }
    guard free < Self.nothing || (isNamed && free < Self.little) else { return nil }
    return
      "the file system of the cache at \(cache) is full: `image-builder cache gc` makes room, "
      + "or set IMAGE_BUILDER_CACHE to a larger one"
  }
}
