/// An arrow of a drawing, from what is taken in to what takes it in.
struct GraphEdge: Encodable, Sendable, Equatable {
  /// What an arrow says.
  enum Kind: String, Encodable, Sendable {
    /// Its content is in the key of the taker.
    case input
    /// How it is made is in the key of the taker.
    case supply
    /// It is in no key, but has to pass.
    case gate
  }

  /// The vertex that is taken in.
  let from: String
  /// The vertex that takes it in.
  let to: String
  /// What the arrow says.
  let kind: Kind
  /// What the taker calls it: `layer`, `disk`.
  let name: String
}
