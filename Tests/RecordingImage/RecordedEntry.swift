public import ImageSandbox
public import SystemPackage

/// What stands at a path of a recorded image.
public enum RecordedEntry: Sendable, Equatable {
  /// A file with this content.
  case file([UInt8], mode: Int)
  /// What was a file of the host.
  case copy(of: FilePath, mode: Int)
  /// A directory.
  case directory(mode: Int)
  /// A symbolic link.
  case link(to: String)

  /// What the image says of it.
  public var facts: FileFacts {
    switch self {
    case .file(let bytes, let mode): FileFacts(kind: .file, mode: mode, size: Int64(bytes.count))
    case .copy(_, let mode): FileFacts(kind: .file, mode: mode)
    case .directory(let mode): FileFacts(kind: .directory, mode: mode)
    case .link(let target): FileFacts(kind: .link, mode: 0o777, target: target)
    }
  }

  /// The same with other permission bits.
  func with(mode: Int) -> RecordedEntry {
    switch self {
    case .file(let bytes, _): .file(bytes, mode: mode)
    case .copy(let source, _): .copy(of: source, mode: mode)
    case .directory: .directory(mode: mode)
    case .link: self
    }
  }
}
