public import SystemPackage
public import TaskGraph

/// What is handed over when all phases of a target are done.
public struct Delivery: Sendable {
  /// How a target's image is handed over; returns the files that are there now.
  public typealias Body = @Sendable (Delivery) async throws -> [File]

  /// A file that was handed over.
  public struct File: Sendable, Codable, Equatable {
    /// Where it lies.
    public let path: String
    /// Its size in bytes.
    public let bytes: Int64
    /// Its digest in hexadecimal, where that is of use.
    public let sha256: String?

    /// Names a file that was handed over.
    public init(path: String, bytes: Int64, sha256: String?) {
      self.path = path
      self.bytes = bytes
      self.sha256 = sha256
    }
  }

  /// The result of a phase.
  public struct Part: Sendable {
    /// The files that it left, by name.
    public let files: [String: FilePath]
    /// What it wanted known.
    public let facts: [String: String]
    /// What its supplies wanted known, by their names.
    public let supplies: [String: [String: String]]
    /// The hash of its key in hexadecimal.
    public let key: String
    /// Its log.
    public let log: FilePath
  }

  /// The target.
  public let target: Target
  /// The results by phase.
  public let parts: [PhaseName: Part]
  /// All results of this run, of phases and of supplies that were needed, each after what it took in.
  public let works: [(name: String, part: Part)]
  /// The gates that this target lacks because they were skipped; empty for a proven image.
  public let unproven: [PhaseName]
}
