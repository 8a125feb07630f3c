import Glibc

/// Cuts a stream of bytes into lines of any length.
public struct LineSplitter: Sendable {
  /// The beginning of a line whose end has not come yet.
  private var rest: [UInt8] = []

  /// A splitter at the beginning of a line.
  public init() {}

  /// Takes the next bytes and calls `onLine` for each line that they complete.
  public mutating func take(_ bytes: [UInt8], _ onLine: (String) -> Void) {
    bytes.withUnsafeBytes { take($0, onLine) }
  }

  /// As the other `take`, of bytes that stay where they are.
  mutating func take(_ bytes: UnsafeRawBufferPointer, _ onLine: (String) -> Void) {
    var remaining = bytes
    // memchr: a search by Swift's collections is slow in a debug build, and tools may be chatty.
    while let start = remaining.baseAddress, let end = memchr(start, 0x0A, remaining.count) {
      let length = UnsafeRawPointer(end) - start
      let line = UnsafeRawBufferPointer(rebasing: remaining[..<length])
      if rest.isEmpty {
        onLine(Self.text(of: line))
      } else {
        rest.append(contentsOf: line)
        onLine(rest.withUnsafeBytes(Self.text))
        rest.removeAll()
      }
      remaining = UnsafeRawBufferPointer(rebasing: remaining[(length + 1)...])
    }
    rest.append(contentsOf: remaining)
  }

  /// Gives what stands after the last line end, if anything does.
  public mutating func finish(_ onLine: (String) -> Void) {
    guard !rest.isEmpty else { return }
    onLine(rest.withUnsafeBytes(Self.text))
    rest.removeAll()
  }

  /// The text of a line; of progress that overwrites itself by carriage returns, what would stay visible.
  private static func text(of line: UnsafeRawBufferPointer) -> String {
    var visible = line
    while visible.last == 0x0D { visible = UnsafeRawBufferPointer(rebasing: visible.dropLast()) }
    while let start = visible.baseAddress, let carriageReturn = memchr(start, 0x0D, visible.count) {
      let length = UnsafeRawPointer(carriageReturn) - start
      visible = UnsafeRawBufferPointer(rebasing: visible[(length + 1)...])
    }
    return String(decoding: visible, as: UTF8.self)
  }
}
