/// Why a work runs although results are kept.
public enum MissReason: Hashable, Sendable {
  /// No earlier result of this phase for this target is known.
  case neverBuilt
  /// What it depends on differs from the last time, that many seconds since 1970 ago.
  case changed([KeyDifference], since: Int64)
  /// Archives have other packages than it took, which was asked about.
  case outdated([PackageChange])
  /// It was asked for, in these words: `PHASE=kubernetes`.
  case forced(String)
  /// The same was built before, but its result is no longer in the cache.
  case gone
  /// The cache's entry cannot be used, for this reason.
  case damaged(String)
}
