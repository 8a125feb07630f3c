import Storage
public import SystemPackage

/// What went wrong with a test boot, and what may be done about it.
public struct QemuError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What failed and where, a lowercase sentence without a full stop.
  public let message: String
  /// The last lines that the machine showed on its console.
  public let consoleLines: [String]
  /// Where everything is that it showed, if it got so far.
  public let console: FilePath?

  init(_ message: String, consoleLines: [String] = [], console: FilePath? = nil) {
    self.message = message
    self.consoleLines = consoleLines
    self.console = console
  }

  /// The lines of a console's file; none where it cannot be read.
  public static func lines(of console: FilePath) -> [String] {
    (try? readText(console))?.split(whereSeparator: \.isNewline).map(String.init) ?? []
  }

  /// The message, then the console's last lines and where the others are.
  public var description: String {
    var lines = [message] + consoleLines.map { "  \($0)" }
    if let console { lines.append("console: \(console)") }
    return lines.joined(separator: "\n")
  }
}
