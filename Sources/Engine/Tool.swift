/// A program of the building machine that a work needs.
public struct Tool: Hashable, Sendable {
  /// The program, as it is found in `PATH`.
  public let program: String
  /// The Debian package that has it.
  public let package: String
  /// Whether its version shapes what the work leaves, and so is in the key.
  public let shapesResult: Bool

  /// Names a program and its package.
  public init(_ program: String, package: String, shapesResult: Bool = true) {
    self.program = program
    self.package = package
    self.shapesResult = shapesResult
  }

  /// Names several, by program and package.
  public static func all(_ packages: [String: String], shapeResult: Bool = true) -> [Tool] {
    packages.sorted { $0.key < $1.key }.map { Tool($0.key, package: $0.value, shapesResult: shapeResult) }
  }
}
