/// How the program speaks: how much, and to what kind of screen.
public struct Manner: Sendable, Hashable {
  /// How much is said.
  public enum Amount: Sendable {
    /// Only what is wrong: `make -s`.
    case quiet
    /// What a person who waits wants to see.
    case normal
    /// Every step, and every line that a command prints.
    case verbose
  }

  /// How much is said.
  public let amount: Amount
  /// Whether lines may be redrawn.
  public let isLive: Bool
  /// Whether text may have colours.
  public let hasColor: Bool

  /// Sets everything by hand.
  public init(amount: Amount = .normal, isLive: Bool = false, hasColor: Bool = false) {
    self.amount = amount
    self.isLive = isLive
    self.hasColor = hasColor
  }

  /// Follows the screen and the environment: `TERM=dumb` has neither colours nor redrawn lines, `NO_COLOR` no colours.
  ///
  /// - Parameters:
  ///   - output: what is known of the terminal behind standard output; nil where there is none.
  ///   - errors: the same for standard error, which shares the colours.
  public init(amount: Amount, output: TerminalSize?, errors: TerminalSize?, environment: [String: String]) {
    let term = environment["TERM"] ?? ""
    let isCapable = output != nil && !term.isEmpty && term != "dumb"
    self.amount = amount
    self.isLive = isCapable && amount != .quiet
    self.hasColor = isCapable && errors != nil && (environment["NO_COLOR"] ?? "").isEmpty
  }
}
