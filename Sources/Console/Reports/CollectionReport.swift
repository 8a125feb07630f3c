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
    let kept = collection.inUse > 0 ? "; \(counted(collection.inUse, "result")) stayed because they are in use" : ""
    if collection.removed == 0 { return "nothing to remove\(kept)\n" }
    return "removed \(counted(collection.removed, "result")), \(sizeText(collection.bytes))\(kept)\n"
  }

  /// `{"removed": …, "bytes": …, "in_use": …}`
  public func encode(to encoder: any Encoder) throws {
    enum Key: String, CodingKey {
      case removed, bytes
      case inUse = "in_use"
    }
    var record = encoder.container(keyedBy: Key.self)
    try record.encode(collection.removed, forKey: .removed)
    try record.encode(collection.bytes, forKey: .bytes)
    try record.encode(collection.inUse, forKey: .inUse)
  }
}
