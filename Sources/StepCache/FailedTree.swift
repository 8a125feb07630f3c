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
