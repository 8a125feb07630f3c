/// A duration in at most two units: `0.4 s`, `41 s`, `1 min 20 s`, `12 min`, `1 h 5 min`.
///
/// Seconds are left out from ten minutes on, as nobody compares them there.
public func durationText(_ seconds: Double) -> String {
  guard seconds.isFinite, seconds < 1e9 else { return "?" }
  let tenths = Int((max(0, seconds) * 10).rounded())
  if tenths < 10 { return tenths == 0 ? "0 s" : "0.\(tenths) s" }
  let whole = Int(seconds.rounded())
  switch whole {
  case ..<60: return "\(whole) s"
  case ..<600: return whole % 60 == 0 ? "\(whole / 60) min" : "\(whole / 60) min \(whole % 60) s"
  default: break
  }
  let minutes = Int((seconds / 60).rounded())
  if minutes < 60 { return "\(minutes) min" }
  return minutes % 60 == 0 ? "\(minutes / 60) h" : "\(minutes / 60) h \(minutes % 60) min"
}

/// How long ago something was, in one unit: `20 minutes ago`.
public func agoText(_ seconds: Int64) -> String {
  seconds < 1 ? "just now" : "\(spanText(seconds)) ago"
}

/// A length of time in the greatest unit that it has one of: `7 days`.
func spanText(_ seconds: Int64) -> String {
  let units: [(name: String, seconds: Int64)] = [("day", 86_400), ("hour", 3600), ("minute", 60)]
  let unit = units.first { seconds >= $0.seconds } ?? ("second", 1)
  return counted(Int(seconds / unit.seconds), unit.name)
}
