/// What a download must be, as its publisher says.
public struct ContentChecksum: Hashable, Sendable {
  /// How it was computed.
  public enum Algorithm: String, Sendable {
    /// 256 bits.
    case sha256
    /// 512 bits.
    case sha512
  }

  /// How it was computed.
  public let algorithm: Algorithm
  /// Hexadecimal digits, in lower case.
  public let hex: String

  /// A checksum; digits in upper case are taken too.
  public init(_ algorithm: Algorithm, hex: String) {
    self.algorithm = algorithm
    self.hex = hex.lowercased()
  }
}
