public import StepCache

/// What a collection removed from the cache.
public struct CollectionReport: Report {
  private let collection: StepCache.Collection

  /// Reports on a collection.
  public init(_ collection: StepCache.Collection) {
    self.collection = collection
  }

  /// One line.
  public var text: String {
    let reason = collection.inUse == 1 ? "it is in use" : "they are in use"
    let kept = collection.inUse > 0 ? "; \(counted(collection.inUse, "result")) stayed because \(reason)" : ""
    return (removed ?? "nothing to remove") + kept + "\n"
  }

  /// What a run tells that made room: nothing else says why something is built again.
  ///
  /// - Parameter bytes: how much the cache may hold.
  public func line(bound bytes: Int64) -> String {
    "\(removed ?? "removed nothing") from the cache: it may hold \(sizeText(bytes)) (cache_max_size)"
  }

  private var removed: String? {
    let parts = [
      (collection.removed, "result"), (collection.unfinished, "unfinished result"),
      (collection.failedTrees, "failed tree"), (collection.files, "package file"),
    ].filter { $0.0 > 0 }.map { counted($0.0, $0.1) }
    return parts.isEmpty ? nil : "removed \(listed(parts)), \(sizeText(collection.bytes))"
  }

  /// `{"removed": …, "unfinished": …, "failed_trees": …, "files": …, "bytes": …, "in_use": …}`
  public func encode(to encoder: any Encoder) throws {
    enum Key: String, CodingKey {
      case removed, unfinished, files, bytes
      case failedTrees = "failed_trees"
      case inUse = "in_use"
    }
    var record = encoder.container(keyedBy: Key.self)
    try record.encode(collection.removed, forKey: .removed)
    try record.encode(collection.unfinished, forKey: .unfinished)
    try record.encode(collection.failedTrees, forKey: .failedTrees)
    try record.encode(collection.files, forKey: .files)
    try record.encode(collection.bytes, forKey: .bytes)
    try record.encode(collection.inUse, forKey: .inUse)
  }
}
