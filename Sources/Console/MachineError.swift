/// This machine lacks what building needs: exit code 4.
public struct MachineError: Error, Sendable, CustomStringConvertible {
  /// What is missing, and the hint on a line of its own.
  public let description: String

  /// Says what another error says.
  public init(_ error: any Error) {
    description = String(describing: error)
  }
}
