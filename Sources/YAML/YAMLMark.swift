/// A place in a text: line and column, both counted from 1, the column in characters.
public struct YAMLMark: Hashable, Sendable {
  /// The line, from 1.
  public var line: Int
  /// The column in Unicode scalars, from 1.
  public var column: Int

  /// A mark at a line and column that count from 1.
  public init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }
}
