import Glibc
public import SystemPackage

/// How much a terminal shows.
public struct TerminalSize: Sendable, Hashable {
  /// The width in characters.
  public let columns: Int
  /// The height in lines.
  public let rows: Int

  /// A size; what a terminal does not tell (0) is taken to be 80 by 24.
  public init(columns: Int, rows: Int) {
    self.columns = columns > 0 ? columns : 80
    self.rows = rows > 0 ? rows : 24
  }

  /// The size of the terminal behind a descriptor as it is now; nil where there is none.
  public init?(of descriptor: FileDescriptor) {
    guard isatty(descriptor.rawValue) == 1 else { return nil }
    var size = winsize()
    guard ioctl(descriptor.rawValue, UInt(TIOCGWINSZ), &size) == 0 else { return nil }
    self.init(columns: Int(size.ws_col), rows: Int(size.ws_row))
  }
}
