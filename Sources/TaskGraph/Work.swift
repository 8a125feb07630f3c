public import Digests

/// A vertex of the graph: a phase of one or more targets, or a supply.
public struct Work: Sendable, Identifiable {
  /// What a work is to a user.
  public enum Role: String, Sendable, Codable {
    /// A phase of a pipeline.
    case phase
    /// Something made beside the pipeline that a phase takes in.
    case supply
  }

  /// An edge: what this work takes in.
  public struct Input: Hashable, Sendable {
    /// What the taker calls it: `layer`, `disk`, or a supply's name.
    public let name: String
    /// The work that makes it.
    public let work: Work.ID

    /// Names what is taken in and who makes it.
    public init(_ name: String, from work: Work.ID) {
      self.name = name
      self.work = work
    }
  }

  /// The identity of a work before anything has run: the same for targets that share it.
  public struct ID: Hashable, Sendable, Comparable, CustomStringConvertible {
    let digest: ContentDigest

    /// The digest in hexadecimal.
    public var description: String { digest.hex }

    /// Orders by digest.
    public static func < (a: ID, b: ID) -> Bool { a.digest < b.digest }
  }

  /// Derived from all that is known before a run: role, name, result, fields, inputs.
  public let id: ID
  /// The phase's or supply's name.
  public let name: String
  /// Whether it is a phase or a supply.
  public let role: Role
  /// What it leaves.
  public let result: ResultKind
  /// What is known of its key before its inputs are done.
  public let fields: [KeyField]
  /// The same in a key's order, to which its inputs only add.
  private let ordered: [KeyField]
  /// What it takes in by content; each one's digest joins the key.
  public let inputs: [Input]
  /// What it takes in by declaration; how each one is made joins the key, not what came of that.
  public let supplies: [Input]

  /// Describes a work; its identity follows from the description.
  public init(
    name: String, role: Role, result: ResultKind, fields: [KeyField], inputs: [Input], supplies: [Input] = []
  ) {
    let fields = fields + supplies.map { KeyField(.supply, $0.name, $0.work.digest.hex) }
    self.name = name
    self.role = role
    self.result = result
    self.fields = fields
    self.inputs = inputs
    self.supplies = supplies
    self.ordered = CacheKey.ordered(fields)
    var encoding = CanonicalEncoding()
    encoding.append(role.rawValue)
    encoding.append(result.rawValue)
    encoding.append(name)
    encoding.append(ordered)
    for input in inputs { encoding.append(input.name, input.work.digest.hex) }
    self.id = ID(digest: encoding.digest)
  }

  /// All edges: what must be done before this work can be.
  public var needs: [Input] { inputs + supplies }

  /// The key, once the digest of every input is known.
  public func key(inputs digests: [ContentDigest]) -> CacheKey {
    let taken = zip(inputs, digests).map { KeyField(.input, $0.name, $1.hex) }
    return CacheKey(ordered: ordered, adding: [KeyField(.phase, "", name)] + taken)
  }
}
