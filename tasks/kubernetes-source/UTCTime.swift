import FoundationEssentials

/// A time in seconds since 1970 as RFC 3339 writes it, in UTC: `2026-01-01T00:00:00Z`.
func utcTime(_ seconds: Int) -> String {
  Date(timeIntervalSince1970: Double(seconds)).formatted(.iso8601)
}
