public import StepCache
import TaskGraph

extension Planner {
  /// Everything that the cache has of the asked targets, each result after what it takes in, and the names of what it lacks;
  /// what is found is kept from being collected until the store lets go of it.
  ///
  /// What is only taken in by works that are reused, and is not there, is not missed.
  public func results() -> (found: [Entry], missing: [String]) {
    var known: [Work.ID: Entry] = [:]
    var found: [Entry] = []
    var missing: [String] = []
    for work in works {
      let inputs = work.inputs.compactMap { known[$0.work]?.digest }
      if inputs.count == work.inputs.count,
        case .success(let entry) = lookup(work, work.key(inputs: inputs), holding: true)
      {
        known[work.id] = entry
        found.append(entry)
      } else if work.role == .phase {
        missing.append(work.name)
      }
    }
    return (found, missing)
  }
}
