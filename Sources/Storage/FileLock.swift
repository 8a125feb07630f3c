import Glibc
import Synchronization
public import SystemPackage

/// A lock on a file that ends with its holder, however the holder ends: nothing is left of it after a kill or a crash.
///
/// It is flock(2) on an open file of its own, so that two locks of one process exclude each other as well. The file is
/// made if it is missing and never removed: who waits for it and who comes after must see the same one. It may be a
/// directory that is there.
public final class FileLock: Sendable {
  /// Who else may hold the lock.
  public enum Mode: Sendable {
    /// Nobody.
    case exclusive
    /// Others that share it.
    case shared

    fileprivate var operation: Int32 { self == .exclusive ? LOCK_EX : LOCK_SH }
  }

  /// The lock file.
  public let path: FilePath
  private let descriptor: Mutex<Int32?>

  private init(path: FilePath, descriptor: Int32) {
    self.path = path
    self.descriptor = Mutex(descriptor)
  }

  deinit { release() }

  /// Takes the lock if that is possible at once; nil if somebody holds it. Throws `StorageError`.
  public static func tryAcquire(_ path: FilePath, _ mode: Mode) throws(StorageError) -> FileLock? {
    let lock = FileLock(path: path, descriptor: try check("open the lock", path) { openFileOrDirectory(path) })
    return try lock.take(mode) ? lock : nil
  }

  private static func openFileOrDirectory(_ path: FilePath) -> Int32 {
    path.withPlatformString { name in
      let file = open(name, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
      return file < 0 && errno == EISDIR ? open(name, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : file
    }
  }

  /// Takes the lock, waiting as long as somebody else holds it; throws `StorageError` and `CancellationError`.
  public static func acquire(_ path: FilePath, _ mode: Mode) async throws -> FileLock {
    // Asking again and again needs no thread, unlike a call that blocks, and can be cancelled.
    var pause = Duration.milliseconds(1)
    while true {
      try Task.checkCancellation()
      if let lock = try tryAcquire(path, mode) { return lock }
      try await Task.sleep(for: pause)
      pause = min(pause * 2, .milliseconds(50))
    }
  }

  /// Gives the lock back; a second call does nothing.
  public func release() {
    guard let descriptor = descriptor.withLock({ $0.take() }) else { return }
    // Closing alone is not enough: a child that is just being started has a copy until it runs its program.
    flock(descriptor, LOCK_UN)
    close(descriptor)
  }

  /// Whether the lock could be taken at once.
  private func take(_ mode: Mode) throws(StorageError) -> Bool {
    let result = descriptor.withLock { descriptor in
      descriptor.map { flock($0, mode.operation | LOCK_NB) == 0 ? 0 : errno } ?? EBADF
    }
    switch result {
    case 0: return true
    case EWOULDBLOCK, EINTR: return false
    default: throw StorageError(action: "lock", path: path, code: Errno(rawValue: result))
    }
  }
}
