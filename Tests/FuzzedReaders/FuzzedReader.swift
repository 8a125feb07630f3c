/// A reader of foreign input and what it promises for any bytes: to end, to refuse with its own error, and what holds of
/// what it accepts.
public struct FuzzedReader: Sendable, CustomStringConvertible {
  /// The name by which `hack/fuzz` and the folder of its seeds call it.
  public let name: String
  /// Reads an input; throws `BrokenPromise` where the reader does not keep what it promises.
  public let take: @Sendable ([UInt8]) throws -> Void

  init(_ name: String, _ take: @escaping @Sendable ([UInt8]) throws -> Void) {
    self.name = name
    self.take = take
  }

  /// A reader of text, which sees only what is UTF-8.
  init(_ name: String, ofText take: @escaping @Sendable (String) throws -> Void) {
    self.init(name) { bytes in
      if let text = String(validating: bytes, as: UTF8.self) { try take(text) }
    }
  }

  /// The name.
  public var description: String { name }
}
