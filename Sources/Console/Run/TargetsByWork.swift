import TaskGraph

/// The targets that each work is made for, in the order of the pipelines.
func targetsByWork(_ pipelines: [Pipeline], work: (Work.ID) -> Work?) -> [Work.ID: [Target]] {
  var targets: [Work.ID: [Target]] = [:]
  for pipeline in pipelines {
    var seen: Set<Work.ID> = []
    var open = pipeline.phases.map(\.work)
    while let id = open.popLast() {
      guard seen.insert(id).inserted, let work = work(id) else { continue }
      targets[id, default: []].append(pipeline.target)
      open.append(contentsOf: work.needs.map(\.work))
    }
  }
  return targets
}

extension Work {
  /// True for a supply that takes in nothing and leaves files: it is fetched, not made.
  var isDownload: Bool { role == .supply && result == .artifacts && inputs.isEmpty }
}
