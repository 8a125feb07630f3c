import FoundationEssentials

/// The time in seconds since 1970: for records that people read, never for keys.
func now() -> Int64 { Int64(Date().timeIntervalSince1970) }
