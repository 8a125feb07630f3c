public import Digests

/// What a work says of the result that it put into its draft.
public enum Product: Sendable {
  /// A layer in `tree/`: the digest of what it changed, and its size in bytes.
  case layer(changes: ContentDigest, bytes: Int64, facts: [String: String])
  /// The files in `files/`.
  case artifacts(facts: [String: String])
  /// Facts alone.
  case record(facts: [String: String])

  /// What sort of result this is.
  public var kind: ResultKind {
    switch self {
    case .layer: .layer
    case .artifacts: .artifacts
    case .record: .record
    }
  }

  /// What the work wants known.
  public var facts: [String: String] {
    switch self {
    case .layer(_, _, let facts), .artifacts(let facts), .record(let facts): facts
    }
  }
}
