/// One named thing that a result depends on; a key is a list of these.
public struct KeyField: Hashable, Sendable, Codable {
  /// What sort of thing a field names; its raw value is the word that a user sees.
  public enum Kind: String, Sendable, Codable, CaseIterable {
    case format, phase, code, architecture, surroundings, tool, input, supply, variable, parameter, file, description,
      period
  }

  /// What sort of thing this is.
  public let kind: Kind
  /// Its name within its kind: `kubernetes_semver`.
  public let name: String
  /// Its value in one canonical text; of a secret, an HMAC.
  public let value: String
  /// Where the value was set, for explanations; not part of the key.
  public let origin: String?

  /// Names one thing that a result depends on.
  public init(_ kind: Kind, _ name: String, _ value: String, origin: String? = nil) {
    self.kind = kind
    self.name = name
    self.value = value
    self.origin = origin
  }

  /// What a user reads: `variable kubernetes_semver`.
  public var title: String { name.isEmpty ? kind.rawValue : "\(kind.rawValue) \(name)" }

  /// True where both name the same thing, whatever its value.
  public func namesTheSame(as other: KeyField) -> Bool {
    kind == other.kind && name == other.name
  }
}
