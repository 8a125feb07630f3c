import StepCache
public import SystemPackage
public import TaskGraph

extension Planner {
  /// The trees of a target's image as a phase left it, nearest first and relative to the store, and that phase's name;
  /// they are kept from being collected until the store lets go of them.
  ///
  /// Throws `Failure` where that phase has no layer in the cache.
  ///
  /// - Parameter phase: the phase; nil for the last one that has a layer.
  public func layers(of target: Target, upTo phase: PhaseName?) throws -> (phase: String, layers: [FilePath]) {
    var known: [Work.ID: Entry] = [:]
    var layers: [Entry] = []
    for work in works {
      guard work.inputs.allSatisfy({ known[$0.work] != nil }) else { continue }
      let key = work.key(inputs: work.inputs.compactMap { known[$0.work]?.digest })
      guard case .success(let entry) = lookup(work, key), store.hold(entry) else { continue }
      known[work.id] = entry
      guard work.role == .phase, entry.kind == .layer else { continue }
      layers.insert(entry, at: 0)
      if work.name == phase?.rawValue { break }
    }
    guard let last = layers.first, phase == nil || last.name == phase?.rawValue else {
      let pipeline = graph.pipelines.first { $0.target == target }
      let names = (pipeline?.phases ?? []).compactMap { graph[$0.work] }.filter { $0.result == .layer }.map(\.name)
      throw Failure(
        "there is no layer of \(phase.map { "the phase `\($0)` of " } ?? "")\(target.goal) in the cache",
        hint:
          "phases with layers are \(names.joined(separator: ", ")); build one with UNTIL=\(phase?.rawValue ?? "base")")
    }
    return (last.name, layers.map { store.relativeTree(of: $0) })
  }
}
