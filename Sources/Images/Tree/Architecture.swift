/// A processor architecture that images are built for.
public enum Architecture: String, Sendable, CaseIterable, Codable {
  /// 64-bit x86.
  case amd64
  /// 64-bit ARM.
  case arm64

  /// As Debian names it.
  public var debianName: String { rawValue }

  /// As `uname -m` and RPM distributions name it.
  public var kernelName: String {
    switch self {
    case .amd64: "x86_64"
    case .arm64: "aarch64"
    }
  }

  /// As Go, and with it Kubernetes' downloads, name it.
  public var goName: String { rawValue }
}
