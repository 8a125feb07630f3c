import FoundationEssentials
import Storage
public import SystemPackage
public import TaskGraph

extension Store {
  /// What a target's works were last made from; empty where that is not known.
  public func history(of target: Target) -> History {
    guard let bytes = try? readFile(historyPath(of: target)) else { return History() }
    return (try? JSONDecoder().decode(History.self, from: Data(bytes))) ?? History()
  }

  /// Keeps what a target's works were made from.
  public func keep(_ history: History, of target: Target) throws {
    try writeAtomically([UInt8](JSONEncoder().encode(history)), to: historyPath(of: target))
  }

  /// Where the log of a failed work of a target is kept until that work runs again.
  public func failureLog(of work: String, for target: Target) -> FilePath {
    root.appending("history").appending("logs").appending(target.name).appending(work)
  }

  private func historyPath(of target: Target) -> FilePath {
    root.appending("history").appending(target.name)
  }
}
