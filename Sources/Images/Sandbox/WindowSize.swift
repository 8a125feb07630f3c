/// The size of a terminal's window, in characters.
public struct WindowSize: Sendable, Equatable, Codable {
  /// How many lines it shows.
  public let rows: Int
  /// How many characters a line has.
  public let columns: Int

  /// A window of this size.
  public init(rows: Int, columns: Int) {
    self.rows = rows
    self.columns = columns
  }
}
