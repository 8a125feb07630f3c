import FoundationEssentials
import Storage
public import SystemPackage
public import TaskGraph

extension Store {
  /// What a target's works were last made from; empty where that is not known.
  public func history(of target: Target) -> History {
    (try? readFile(historyPath(of: target))).map { History(record: $0) } ?? History()
  }

  /// Keeps what a target's works were made from.
  public func keep(_ history: History, of target: Target) throws {
    try writeAtomically([UInt8](JSONEncoder().encode(history)), to: historyPath(of: target))
  }

  /// Where the log of a failed work of a target is kept until that work is done.
  public func failureLog(of work: String, for target: Target) -> FilePath {
    failureLogs(for: target).appending(work)
  }

  /// Keeps the log of a draft that came to nothing for every target that it was made for; returns where it is.
  public func keepFailureLog(of draft: Draft, of work: String, for targets: [Target]) -> FilePath? {
    for target in targets {
      let place = failureLog(of: work, for: target)
      try? makeDirectories(place.removingLastComponent())
      try? removeTree(place)
      try? hardLink(from: draft.log, to: place)
    }
    return targets.map { failureLog(of: work, for: $0) }.first(where: fileExists)
  }

  /// Forgets how works of a target failed that are done by now.
  public func dropFailureLogs(of works: Set<String>, for target: Target) {
    for name in (try? listDirectory(failureLogs(for: target))) ?? [] where works.contains(name) {
      try? removeTree(failureLog(of: name, for: target))
    }
  }

  private func failureLogs(for target: Target) -> FilePath {
    root.appending("history").appending("logs").appending(target.name)
  }

  private func historyPath(of target: Target) -> FilePath {
    root.appending("history").appending(target.name)
  }
}
