import FoundationEssentials
import StepCache
import TaskGraph

extension Build {
  /// Tells of images whose phases took packages from different states of an archive, or took them long ago.
  func tellFreshness(_ results: [Work.ID: Made]) {
    let now = Int64(Date().timeIntervalSince1970)
    var mixed: [[MixedArchive]: [Target]] = [:]
    var old: [OldPackages: [Target]] = [:]
    for pipeline in assembly.graph.pipelines {
      let phases = pipeline.phases.compactMap { phase in
        results[phase.work].map { (name: phase.name.rawValue, entry: $0.entry) }
      }
      let seen = phases.map { (name: $0.name, archives: ArchiveStates(in: $0.entry.facts)) }
      let archives = MixedArchive.all(in: seen)
      if !archives.isEmpty { mixed[archives, default: []].append(pipeline.target) }
      let taken = phases.filter { !ArchiveStates(in: $0.entry.facts).states.isEmpty }
      let limit = assembly.packageAges[pipeline.target]
      if let found = OldPackages.oldest(
        of: taken.map { (name: $0.name, resolved: $0.entry.resolved) }, limit: limit, now: now)
      {
        old[found, default: []].append(pipeline.target)
      }
    }
    for (archives, targets) in mixed { stage.send(.mixedArchives(archives), targets: targets) }
    for (found, targets) in old { stage.send(.oldPackages(found), targets: targets) }
  }
}
