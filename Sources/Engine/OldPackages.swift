/// A phase whose packages were chosen longer ago than is wanted.
public struct OldPackages: Sendable, Hashable {
  /// The phase.
  public let phase: String
  /// How long ago its packages were chosen, in seconds.
  public let age: Int64
  /// How long ago that may be, in seconds.
  public let limit: Int64

  /// The phase with the oldest packages, if these are too old.
  ///
  /// - Parameters:
  ///   - phases: the phases of an image that took packages, each with the time in seconds since 1970.
  ///   - limit: how old packages may be, in seconds; nil for any age.
  ///   - now: the time in seconds since 1970.
  static func oldest(of phases: [(name: String, resolved: Int64)], limit: Int64?, now: Int64) -> OldPackages? {
    guard let limit, let oldest = phases.min(by: { $0.resolved < $1.resolved }) else { return nil }
    let age = now - oldest.resolved
    return age > limit ? OldPackages(phase: oldest.name, age: age, limit: limit) : nil
  }
}
