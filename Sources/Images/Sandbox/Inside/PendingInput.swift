import Glibc

/// Bytes on their way to a child that need not read them.
struct PendingInput {
  /// Where the child reads; -1 once nothing can be written any more.
  private(set) var descriptor: Int32 = -1
  private var bytes: [UInt8] = []
  private var written = 0
  private var isEnding = false

  /// Nothing to write, and nowhere.
  init() {}

  /// `bytes` for `descriptor`, which is closed after the last ones.
  init(_ descriptor: Int32, _ bytes: [UInt8]) {
    _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
    self.descriptor = descriptor
    self.bytes = bytes
  }

  /// How many bytes wait.
  var count: Int { bytes.count - written }

  /// Whether there is something to be done as soon as the child reads.
  var isWaiting: Bool { descriptor >= 0 && count > 0 }

  /// Adds bytes to the end.
  mutating func append(_ more: [UInt8]) {
    guard descriptor >= 0 else { return }
    bytes.removeFirst(written)
    written = 0
    bytes += more
  }

  /// Nothing will be added.
  mutating func end() { isEnding = true }

  /// Writes what the child takes now.
  mutating func write() {
    while isWaiting {
      let result = bytes.withUnsafeBytes {
        Glibc.write(descriptor, $0.baseAddress?.advanced(by: written), bytes.count - written)
      }
      if result < 0 && errno == EINTR { continue }
      if result < 0 && errno == EAGAIN { return }
      // A command need not read what it is given.
      if result < 0 { return close() }
      written += result
    }
    if isEnding { close() }
  }

  /// Closes the way to the child.
  mutating func close() {
    if descriptor >= 0 { Glibc.close(descriptor) }
    descriptor = -1
    bytes = []
    written = 0
  }
}
