import StepCache
import SystemPackage
import TaskGraph

extension Planner {
  /// The asked works whose results the cache has, each after what it takes in, and the names of the phases that it lacks.
  ///
  /// What is found is kept from being collected until the store lets go of it. A phase that stands on one that the cache
  /// lacks is lacking too.
  public func kept() -> (works: [KeptWork], missing: [String]) {
    var known: [Work.ID: (entry: Entry, trees: [FilePath])] = [:]
    var kept: [KeptWork] = []
    var missing: [String] = []
    for work in works {
      let inputs = work.inputs.compactMap { known[$0.work] }
      let key = work.key(inputs: inputs.map(\.entry.digest))
      guard inputs.count == work.inputs.count, case .hit(let entry) = store.lookup(key), store.hold(entry) else {
        if work.role == .phase { missing.append(work.name) }
        continue
      }
      let below = inputs.first { $0.entry.kind == .layer }?.trees ?? []
      let tree = entry.kind == .layer ? store.relativeTree(of: entry) : nil
      known[work.id] = (entry, (tree.map { [$0] } ?? []) + below)
      kept.append(
        KeptWork(
          work: work, targets: targets(of: work), facts: entry.facts, below: below, tree: tree, entry: entry))
    }
    return (kept, missing)
  }

  /// Notes in the cache that the packages of a work are what archives have right now.
  public func confirm(_ kept: KeptWork) { store.confirm(kept.entry) }

  /// What has to run so that an image holds what archives have now: the works whose packages changed and, where that is a
  /// supply, those that it is made for, up to the phase.
  static func outdated(_ changes: [Work.ID: [PackageChange]], in graph: Graph) -> [Work.ID: [PackageChange]] {
    var outdated = changes
    for work in graph.works where !changes.isEmpty {
      // What is taken in by content needs no more than that, but phases know supplies by declaration.
      let supplies = work.needs.filter { graph[$0.work]?.role == .supply }
      let inherited = supplies.flatMap { outdated[$0.work] ?? [] }
      guard !inherited.isEmpty else { continue }
      outdated[work.id] = (outdated[work.id] ?? []) + inherited
    }
    return outdated
  }
}
