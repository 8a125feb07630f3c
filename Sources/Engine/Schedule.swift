import TaskGraph

/// Which works can run now: pure bookkeeping over the needed part of a graph.
struct Schedule {
  private var waitingFor: [Work.ID: Int] = [:]
  private var takers: [Work.ID: [Work.ID]] = [:]
  private var ready: [Work.ID] = []
  private var next = 0
  /// The works that are neither over nor given up.
  private(set) var open: Set<Work.ID>

  /// Takes the needed works, each after what it takes in; supplies come first, as phases wait for them.
  init(works: [Work]) {
    open = Set(works.map(\.id))
    for work in works {
      let inputs = Set(work.inputs.map(\.work)).intersection(open)
      waitingFor[work.id] = inputs.count
      for input in inputs { takers[input, default: []].append(work.id) }
    }
    let free = works.filter { waitingFor[$0.id] == 0 }
    ready = free.filter { $0.role == .supply }.map(\.id) + free.filter { $0.role == .phase }.map(\.id)
  }

  /// A work whose inputs are all done, if there is one.
  mutating func take() -> Work.ID? {
    guard next < ready.count else { return nil }
    defer { next += 1 }
    return ready[next]
  }

  /// A work is done, which may free others.
  mutating func finish(_ id: Work.ID) {
    open.remove(id)
    for taker in takers[id] ?? [] {
      waitingFor[taker, default: 0] -= 1
      if waitingFor[taker] == 0 { ready.append(taker) }
    }
  }

  /// A work failed: it and all that need it are given up; returns the latter.
  mutating func fail(_ id: Work.ID) -> [Work.ID] {
    open.remove(id)
    var lost: [Work.ID] = []
    var spreading = [id]
    while let gone = spreading.popLast() {
      for taker in takers[gone] ?? [] where open.remove(taker) != nil {
        lost.append(taker)
        spreading.append(taker)
      }
    }
    return lost
  }
}
