import Digests

/// What an image says of how it was built: what each phase that shaped it depended on, as far as that was known before
/// anything ran.
///
/// It is the same wherever and whenever the same is built, so it has no secret, no digest of one, and no place where a
/// value was set.
public struct BuildDescription: Sendable, Equatable, Codable {
  /// A phase or a supply.
  public struct Part: Sendable, Equatable, Codable {
    /// Its name.
    public let name: String
    /// Whether it is a phase or a supply.
    public let role: Work.Role
    /// The hash over the fields, in hexadecimal: parts with one hash were asked to do the same.
    public let key: String
    /// What it depends on, apart from secrets.
    public let fields: [KeyField]
  }

  /// The version of this format.
  public let version: Int
  /// The goal that builds the image: `build-qemu-debian-12`.
  public let target: String
  /// The supplies by name, then the phases in their order.
  public let parts: [Part]

  /// Describes how a target is built.
  ///
  /// - Parameters:
  ///   - works: the works that shape the image, each after what it takes in.
  ///   - isSecret: whether a field holds what stands for a secret.
  public init(of target: Target, works: [Work], isSecret: (KeyField) -> Bool) {
    var keys: [Work.ID: String] = [:]
    self.version = 1
    self.target = target.goal
    let parts = works.map { work in
      // A work's own identity covers secrets; here a supply stands by what may be told of it.
      let supplies = Dictionary(work.supplies.map { ($0.name, keys[$0.work] ?? "") }) { first, _ in first }
      let inputs = work.inputs.filter { keys[$0.work] != nil && work.role == .supply }
      let told = work.fields.filter { !isSecret($0) }.map { field in
        KeyField(
          field.kind, field.name, field.kind == .supply ? supplies[field.name] ?? "" : Self.withoutUser(field.value))
      }
      let key = CacheKey(fields: told + inputs.map { KeyField(.input, $0.name, keys[$0.work] ?? "") })
      keys[work.id] = key.hash.hex
      return Part(name: work.name, role: work.role, key: key.hash.hex, fields: key.fields)
    }
    // Other targets of the same run may have brought supplies in another order.
    self.parts =
      parts.filter { $0.role == .supply }.sorted { ($0.name, $0.key) < ($1.name, $1.key) }
      + parts.filter { $0.role == .phase }
  }

  /// A value whose addresses name no user and no password.
  private static func withoutUser(_ value: String) -> String {
    // Making a pattern ready takes longer than all else that is done with a field.
    guard value.utf8.contains(UInt8(ascii: "@")) else { return value }
    return value.replacing(/:\/\/[^\/\s@]+@/, with: "://")
  }

  /// The values of all variables that shaped the image, by name.
  public var variables: [String: String] {
    let fields = parts.flatMap(\.fields).filter { $0.kind == .variable }
    return Dictionary(fields.map { ($0.name, $0.value) }) { first, _ in first }
  }

  /// The hashes of the phases by name.
  public var phases: [String: String] {
    Dictionary(parts.filter { $0.role == .phase }.map { ($0.name, $0.key) }) { first, _ in first }
  }
}
