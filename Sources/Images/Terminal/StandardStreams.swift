import Dispatch
import Glibc
import ImageSandbox
import Shell
import SystemPackage

/// The process's own streams, as a command in a sandbox is talked to through them.
final class StandardStreams: Sendable {
  private enum Wake: UInt8 {
    case window, over
  }

  /// What is typed, or flows in, and how the window changes; nothing is read before it is asked for.
  var input: AsyncStream<SandboxInput> {
    AsyncStream(unfolding: { await self.next() }, onCancel: { self.wake(.over) })
  }

  /// The window of the terminal that both input and output are, nil where one of them is none.
  let window: WindowSize?
  private let waking: (reading: FileDescriptor, writing: FileDescriptor)
  // Reading and writing may take as long as a person or a pager likes.
  private let readers = DispatchQueue(label: "standard input")
  private let writers = DispatchQueue(label: "standard output")

  /// Looks at the streams.
  init() throws {
    let waking = try FileDescriptor.pipe()
    self.waking = (waking.readEnd, waking.writeEnd)
    let isTerminal = isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1
    window = isTerminal ? Self.windowNow() : nil
  }

  deinit {
    try? waking.reading.close()
    try? waking.writing.close()
  }

  /// Writes what a command printed to the stream that it printed it on; throws `Errno.brokenPipe` when nobody reads it
  /// any more.
  func write(_ bytes: [UInt8], to stream: OutputLine.Stream) async throws {
    let descriptor = stream == .output ? FileDescriptor.standardOutput : .standardError
    try await withCheckedThrowingContinuation { continuation in
      writers.async { continuation.resume(with: Result { _ = try descriptor.writeAll(bytes) }) }
    }
  }

  /// Makes the window's size part of the input.
  func windowChanged() { wake(.window) }

  private func next() async -> SandboxInput? {
    await withCheckedContinuation { continuation in
      readers.async { continuation.resume(returning: self.wait()) }
    }
  }

  private func wait() -> SandboxInput? {
    var polled = [
      pollfd(fd: waking.reading.rawValue, events: Int16(POLLIN), revents: 0),
      pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0),
    ]
    while poll(&polled, nfds_t(polled.count), -1) < 0 && errno == EINTR {}
    if polled[0].revents != 0 {
      var word: UInt8 = 0
      guard Glibc.read(waking.reading.rawValue, &word, 1) == 1, word == Wake.window.rawValue else { return nil }
      return Self.windowNow().map { .window($0) } ?? .bytes([])
    }
    let bytes = [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, count in
      count = max(Glibc.read(STDIN_FILENO, buffer.baseAddress, buffer.count), 0)
    }
    return bytes.isEmpty ? .end : .bytes(bytes)
  }

  private func wake(_ reason: Wake) {
    _ = try? waking.writing.writeAll([reason.rawValue])
  }

  private static func windowNow() -> WindowSize? {
    var size = winsize()
    guard ioctl(STDIN_FILENO, UInt(TIOCGWINSZ), &size) == 0 else { return nil }
    return WindowSize(rows: Int(size.ws_row), columns: Int(size.ws_col))
  }
}
