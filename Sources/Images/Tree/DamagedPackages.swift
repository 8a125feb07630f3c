/// Files of the pool of packages that could not be read and are gone by now, so that what is done again fetches them anew.
public struct DamagedPackages: Error, Sendable, Equatable, CustomStringConvertible {
  /// What they were called.
  public let names: [String]

  /// What was wrong with which files, a lowercase sentence without a full stop.
  public var message: String {
    "downloaded packages in the cache were damaged and have been removed: \(names.joined(separator: ", "))"
  }

  /// The message, with a hint on a line of its own.
  public var description: String { "\(message)\nhint: run the same command again: it fetches them anew" }
}
