/// A step that failed, while what it works on is still as the step left it.
public struct Trouble: Sendable {
  /// Answers what to do; may take as long as a person likes.
  public typealias Asking = @Sendable (Trouble) async -> Remedy

  /// What is to be done about it.
  public enum Remedy: Sendable {
    /// Do the whole work again, from its beginning: what a half-done step left is thrown away.
    case again
    /// Let the work fail.
    case giveUp
  }

  /// The name of the phase.
  public let work: String
  /// The step.
  public let step: String
  /// What went wrong, without secrets.
  public let failure: Failure
  /// What the step works on; whoever is asked knows what it may be.
  public let subject: any Sendable
}

/// What ends a work that is to be done again.
struct Again: Error {}
