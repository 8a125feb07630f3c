public import Digests
import FoundationEssentials
public import TaskGraph

/// The record of a result: what it was made from and where it lies.
public struct Entry: Sendable, Codable {
  /// The key, with every field as it was.
  public let key: CacheKey
  /// The phase's or supply's name.
  public let name: String
  /// What was left.
  public let kind: ResultKind
  /// The folder of the result inside the store.
  public internal(set) var result: String
  /// The digest of the content: of a layer, together with the layers below it.
  public let digest: ContentDigest
  /// The room that the result takes, in bytes; of a sparse file less than its size.
  public internal(set) var bytes: Int64
  /// The files, where files were left.
  public internal(set) var artifacts: [Artifact]
  /// What the work wants known: package lists, versions, a report.
  public let facts: [String: String]
  /// What the supplies that were taken in wanted known, by their names: where a download came from, and its digest.
  public let supplies: [String: [String: String]]
  /// The variables with secrets that could be read while this, or what it was made from, was built, by the names of
  /// works; nil where whoever wrote the record did not know.
  public let secrets: [String: [String]]?
  /// When it was built, in seconds since 1970.
  public let built: Int64
  /// When the packages that it took were last found to be what the archive has, in seconds since 1970; nil if never since
  /// it was built.
  public internal(set) var confirmed: Int64?
  /// How long that took, in seconds.
  public let seconds: Double
  /// The boot during which it was written.
  public internal(set) var boot: String
  /// True once the file system has been flushed after the writing.
  public internal(set) var flushed: Bool

  /// When the packages that it took were what the archive had, as far as is known, in seconds since 1970.
  public var resolved: Int64 { confirmed ?? built }
}

extension Entry {
  /// Reads a record; nil where it is none, or says what no store writes: names that lead out of its folders or are there
  /// twice, or numbers that no sum holds.
  init?(record: [UInt8]) {
    guard let entry = try? JSONDecoder().decode(Entry.self, from: Data(record)), entry.isSound else { return nil }
    self = entry
  }

  /// Whether names and numbers are such as a store writes.
  var isSound: Bool {
    isPlainName(result) && isCount(bytes) && isCount(built) && isCount(resolved) && isSpan(seconds)
      && artifacts.allSatisfy { isPlainName($0.name) && isCount($0.size) }
      && Set(artifacts.map(\.name)).count == artifacts.count
  }
}
