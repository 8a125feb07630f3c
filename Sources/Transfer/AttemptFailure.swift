import SystemPackage

/// Why one try failed, and what that means for the next.
struct AttemptFailure: Error {
  /// What happened.
  enum Cause: Equatable {
    case status(Int)
    case connection(String)
    case tooLarge(limit: Int)
    case storage(path: FilePath, code: Errno)
    case cancelled
  }

  let cause: Cause
  /// Whether the same request may succeed later.
  let isTransient: Bool
  /// How long the server asks to wait.
  var retryAfter: Duration?
  /// How much of the file is there, in bytes.
  var size: Int64 = 0

  /// A failure to store something; trying again does not help.
  static func storage(_ path: FilePath, _ code: Errno) -> AttemptFailure {
    AttemptFailure(cause: .storage(path: path, code: code), isTransient: false)
  }

  /// An answer that is not the file.
  static func status(_ status: Int, retryAfter: Duration? = nil) -> AttemptFailure {
    // 408, 425 and 429 are the client errors that ask for another try.
    AttemptFailure(
      cause: .status(status), isTransient: status >= 500 || [408, 425, 429].contains(status), retryAfter: retryAfter)
  }

  /// What is told in the end.
  func error(url: String, tries: Int) -> any Error {
    switch cause {
    case .status(let status): TransferError.status(url: printableURL(url), status: status, tries: tries)
    case .connection(let reason): TransferError.connection(url: printableURL(url), reason: reason, tries: tries)
    case .tooLarge(let limit): TransferError.tooLarge(url: printableURL(url), limit: limit)
    case .storage(let path, let code): TransferError.storage(path: path, code: code)
    case .cancelled: CancellationError()
    }
  }
}
