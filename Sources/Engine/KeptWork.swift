import StepCache
public import SystemPackage
public import TaskGraph

/// A work whose result the cache has, with what its record says.
public struct KeptWork: Sendable {
  /// The work.
  public let work: Work
  /// The targets that it is made for.
  public let targets: [Target]
  /// What it wanted known.
  public let facts: [String: String]
  /// The trees of the layers that it stands on, nearest first and relative to the store.
  public let below: [FilePath]
  /// The tree that it left, relative to the store, where it left one.
  public let tree: FilePath?
  let entry: Entry

  /// When the packages that it took were what the archives had, as far as is known, in seconds since 1970.
  public var resolved: Int64 { entry.resolved }
}
