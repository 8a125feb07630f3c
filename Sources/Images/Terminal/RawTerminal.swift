import Glibc

/// The terminal of this process while it only passes on what is typed: no echo, no lines, no signals from keys.
struct RawTerminal {
  private let before: termios

  /// Makes standard input raw; nil where it is no terminal.
  init?() {
    var settings = termios()
    guard tcgetattr(STDIN_FILENO, &settings) == 0 else { return nil }
    before = settings
    cfmakeraw(&settings)
    tcsetattr(STDIN_FILENO, TCSADRAIN, &settings)
  }

  /// Makes it what it was.
  func restore() {
    var settings = before
    tcsetattr(STDIN_FILENO, TCSADRAIN, &settings)
  }
}
