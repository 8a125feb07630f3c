import Digests
import StepCache
import TaskGraph

/// Plans of the recorded pipeline, made by hand.
enum Plans {
  /// A plan in which each work has the state that `state` gives.
  static func plan(_ graph: Graph, _ state: (Work) -> Plan.State) -> Plan {
    let items = graph.works.map { work in
      let state = state(work)
      let isKnown = if case .follows = state { false } else { true }
      let key = work.key(inputs: work.inputs.map { contentDigest(of: $0.work.description) })
      return Plan.Item(work: work, state: state, key: isKnown ? key : nil)
    }
    return Plan(items: items, pipelines: graph.pipelines)
  }

  /// Nothing would run.
  static func complete() -> Plan { plan(Recording.graph()) { _ in .hit(saved: 10) } }

  /// Another version of Kubernetes was asked for; its downloads are there already or have yet to be fetched.
  static func changedVersion(_ targets: [Target] = [Recording.target], fetched: Bool = false) -> Plan {
    plan(Recording.graph(targets)) { work in
      switch work.name {
      case "base", "containerd": .hit(saved: 10)
      case _ where Recording.downloads.contains(work.name): fetched ? .hit(saved: 1) : .miss(.neverBuilt)
      case "kubernetes": .miss(fetched ? Recording.reason : otherDownloads)
      case "sysprep": .follows(["kubernetes"])
      case "disk": .follows(["sysprep"])
      default: .follows(["disk"])
      }
    }
  }

  /// The version changed, and with it what is downloaded.
  private static var otherDownloads: MissReason {
    let downloads = Recording.downloads.map { name in
      KeyDifference.changed(from: KeyField(.supply, name, "older"), to: KeyField(.supply, name, "newer"))
    }
    return .changed([.changed(from: Recording.older, to: Recording.newer)] + downloads, since: 1_699_998_800)
  }

  /// What was last built: the older version, 20 minutes before 1,700,000,000.
  static func history() -> History {
    let items = Recording.graph().works.map { work in
      let fields = work.fields.map { $0 == Recording.newer ? Recording.older : $0 }
      let key = Work(name: work.name, role: work.role, result: work.result, fields: fields, inputs: work.inputs)
        .key(inputs: work.inputs.map { contentDigest(of: $0.name) })
      return (work.name, History.Item(fields: key.fields, built: 1_699_998_800, seconds: 1, log: "results/x/log"))
    }
    return History(items: Dictionary(uniqueKeysWithValues: items))
  }
}
