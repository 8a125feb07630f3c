/// How a digest is computed.
public enum DigestAlgorithm: String, Sendable {
  /// 256 bits; what this project uses for itself.
  case sha256
  /// 512 bits; what some publishers of downloads use.
  case sha512
}
