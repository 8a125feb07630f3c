import Glibc
public import SystemPackage

/// A file operation that the system refused.
public struct StorageError: Error, CustomStringConvertible {
  /// What was to be done, as the end of "cannot ...": "read", "copy to".
  public let action: String
  /// The path that it was to be done to.
  public let path: FilePath
  /// The system's reason.
  public let code: Errno

  /// Whether the path is not there.
  public var isMissing: Bool { code == .noSuchFileOrDirectory }

  /// One line: what, where, why.
  public var description: String { "cannot \(action) \(path): \(code)" }

  /// The error of the system call that failed last on this thread.
  static func last(_ action: String, _ path: FilePath) -> StorageError {
    StorageError(action: action, path: path, code: Errno(rawValue: errno))
  }
}

/// Runs a system call until no signal interrupts it; throws the error that it leaves when it returns -1.
@discardableResult
func check<Number: SignedInteger>(
  _ action: String, _ path: FilePath, _ call: () -> Number
) throws(StorageError) -> Number {
  while true {
    let result = call()
    if result != -1 { return result }
    if errno != EINTR { throw .last(action, path) }
  }
}
