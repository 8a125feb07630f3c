import StepCache
public import SystemPackage
public import TaskGraph

extension Planner {
  /// The file that a phase left for a target; it is kept from being collected until the store lets go of it.
  ///
  /// Throws `Failure` where that phase has no file in the cache.
  public func file(leftBy phase: PhaseName, for target: Target) throws -> FilePath {
    var known: [Work.ID: Entry] = [:]
    for work in works where work.inputs.allSatisfy({ known[$0.work] != nil }) {
      let key = work.key(inputs: work.inputs.compactMap { known[$0.work]?.digest })
      guard case .success(let entry) = lookup(work, key), store.hold(entry) else { continue }
      known[work.id] = entry
      guard work.name == phase.rawValue, let file = entry.artifacts.first else { continue }
      return store.file(file, of: entry)
    }
    throw Failure(
      "there is no \(phase) of \(target.goal) in the cache",
      hint: "build it with the same variables first; image-builder plan \(target.goal) says what is missing")
  }
}
