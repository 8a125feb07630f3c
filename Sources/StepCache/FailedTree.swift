import FoundationEssentials

/// The tree of a layer whose making failed, and what it stands on: to be looked into.
public struct FailedTree: Sendable, Codable, Equatable {
  /// The phase's or supply's name.
  public let work: String
  /// The step that failed, where that is known.
  public let step: String?
  /// The command that failed, where that is known; without secrets.
  public let command: String?
  /// When, in seconds since 1970.
  public let time: Int64
  /// The results whose layers it stands on, nearest first.
  public let results: [String]
  /// The files of supplies that it took in, inside the store, by the names that steps know them by.
  public let supplies: [String: String]
  /// The folder inside the store that holds `tree/`.
  public internal(set) var folder = ""

  /// Describes what failed.
  public init(
    work: String, step: String?, command: String?, time: Int64, results: [String], supplies: [String: String]
  ) {
    self.work = work
    self.step = step
    self.command = command
    self.time = time
    self.results = results
    self.supplies = supplies
  }
}

extension FailedTree {
  /// Reads a record; nil where it is none, or names what is not in the store or cannot be a time.
  init?(record: [UInt8]) {
    guard let tree = try? JSONDecoder().decode(FailedTree.self, from: Data(record)), tree.isSound else { return nil }
    self = tree
  }

  private var isSound: Bool {
    let place = folder.split(separator: "/", omittingEmptySubsequences: false)
    return isCount(time) && place.count == 2 && place[0] == "failed" && isPathInside(folder)
      && results.allSatisfy(isPlainName)
      && supplies.allSatisfy { name, path in isPathInside(name) && isPathInside(path) }
  }
}
