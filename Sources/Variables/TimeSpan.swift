/// A length of time as variables have it: `7d`, `36h`.
public enum TimeSpan {
  private static let units: [(letter: Character, seconds: Int64)] = [
    ("w", 604_800), ("d", 86_400), ("h", 3600), ("m", 60), ("s", 1),
  ]

  /// Seconds in the greatest unit below weeks that divides them: `7d`, `90m`, `0s`.
  static func text(of seconds: Int64) -> String {
    let unit = units.dropFirst().first { seconds != 0 && seconds % $0.seconds == 0 } ?? ("s", 1)
    return "\(seconds / unit.seconds)\(unit.letter)"
  }

  /// The seconds that a text like `7d` means; nil where it means none.
  public static func seconds(in text: String) -> Int64? {
    guard let unit = units.first(where: { $0.letter == text.last }), let number = Int64(text.dropLast()), number >= 0
    else { return nil }
    let (product, overflow) = number.multipliedReportingOverflow(by: unit.seconds)
    return overflow ? nil : product
  }
}
