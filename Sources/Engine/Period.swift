import FoundationEssentials

/// The stretch of time that a moment lies in, where time is cut into stretches of one length from 1970 on.
struct Period {
  private let start: Int64
  private let length: Int64

  /// The period of this many seconds, more than none, that a moment in seconds since 1970 lies in.
  init(of length: Int64, at moment: Int64) {
    self.length = length
    start = moment - moment % max(1, length)
  }

  /// `2026-11-21T00:00:00Z to 2026-11-22T00:00:00Z`
  var text: String { "\(Self.text(of: start)) to \(Self.text(of: start + length))" }

  private static func text(of seconds: Int64) -> String {
    Date(timeIntervalSince1970: Double(seconds)).formatted(.iso8601)
  }
}
