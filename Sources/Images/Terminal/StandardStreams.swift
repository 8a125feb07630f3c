import Dispatch
import Glibc
import ImageSandbox
import Shell
import Synchronization
import SystemPackage

/// The process's own streams, as a command in a sandbox is talked to through them.
final class StandardStreams: Sendable {
  /// How often the window is looked at, in milliseconds: SIGWINCH, which the runtime takes from whatever thread it comes
  /// to, gets lost under load.
  private static let interval: Int32 = 100

  /// What is typed, or flows in, and how the window changes; nothing is read before it is asked for.
  var input: AsyncStream<SandboxInput> {
    AsyncStream(unfolding: { await self.next() }, onCancel: { self.stop() })
  }

  /// The window of the terminal that both input and output are, nil where one of them is none.
  let window: WindowSize?
  private let lastWindow: Mutex<WindowSize?>
  private let stopping: (reading: FileDescriptor, writing: FileDescriptor)
  // Reading and writing may take as long as a person or a pager likes.
  private let readers = DispatchQueue(label: "standard input")
  private let writers = DispatchQueue(label: "standard output")

  /// Looks at the streams.
  init() throws {
    let pipe = try FileDescriptor.pipe()
    stopping = (pipe.readEnd, pipe.writeEnd)
    let isTerminal = isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1
    window = isTerminal ? Self.windowNow() : nil
    lastWindow = Mutex(window)
  }

  deinit {
    try? stopping.reading.close()
    try? stopping.writing.close()
  }

  /// Writes what a command printed to the stream that it printed it on; throws `Errno.brokenPipe` when nobody reads it
  /// any more.
  func write(_ bytes: [UInt8], to stream: OutputLine.Stream) async throws {
    let descriptor = stream == .output ? FileDescriptor.standardOutput : .standardError
    try await withCheckedThrowingContinuation { continuation in
      writers.async { continuation.resume(with: Result { _ = try descriptor.writeAll(bytes) }) }
    }
  }

  private func next() async -> SandboxInput? {
    await withCheckedContinuation { continuation in
      readers.async { continuation.resume(returning: self.wait()) }
    }
  }

  private func wait() -> SandboxInput? {
    while true {
      var polled = [
        pollfd(fd: stopping.reading.rawValue, events: Int16(POLLIN), revents: 0),
        pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0),
      ]
      guard poll(&polled, nfds_t(polled.count), window == nil ? -1 : Self.interval) >= 0 || errno == EINTR else {
        return .end
      }
      if polled[0].revents != 0 { return nil }
      if let size = changedWindow() { return .window(size) }
      guard polled[1].revents != 0 else { continue }
      let bytes = [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, count in
        count = max(Glibc.read(STDIN_FILENO, buffer.baseAddress, buffer.count), 0)
      }
      return bytes.isEmpty ? .end : .bytes(bytes)
    }
  }

  private func changedWindow() -> WindowSize? {
    guard window != nil, let size = Self.windowNow() else { return nil }
    return lastWindow.withLock { last in
      if size == last { return nil }
      last = size
      return size
    }
  }

  private func stop() {
    _ = try? stopping.writing.writeAll([0])
  }

  private static func windowNow() -> WindowSize? {
    var size = winsize()
    guard ioctl(STDIN_FILENO, UInt(TIOCGWINSZ), &size) == 0 else { return nil }
    return WindowSize(rows: Int(size.ws_row), columns: Int(size.ws_col))
  }
}
