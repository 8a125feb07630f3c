public import SystemPackage

/// A file that could not be read to compute its digest.
public struct DigestError: Error, CustomStringConvertible {
  /// The file.
  public let path: FilePath
  /// The system's reason.
  public let code: Errno

  /// One line: which file, and why.
  public var description: String { "cannot read \(path) for its digest: \(code)" }
}
