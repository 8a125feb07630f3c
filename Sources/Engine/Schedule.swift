import TaskGraph

/// Which works can run now: pure bookkeeping over the needed part of a graph, whose works it knows by their places.
struct Schedule {
  /// What each work takes in, in the order of its inputs and then of its supplies.
  let inputs: [[Int]]
  private var waitingFor: [Int]
  private var takers: [[Int]]
  private var isOpen: [Bool]
  private var ready: [Int]
  private var next = 0

  /// Takes the needed works, each after what it takes in; supplies come first, as phases wait for them.
  init(works: [Work]) {
    let places = Dictionary(uniqueKeysWithValues: works.enumerated().map { ($1.id, $0) })
    let inputs = works.map { $0.needs.compactMap { places[$0.work] } }
    var takers = [[Int]](repeating: [], count: works.count)
    for place in works.indices {
      for input in inputs[place] { takers[input].append(place) }
    }
    let free = works.indices.filter { inputs[$0].isEmpty }
    self.inputs = inputs
    self.takers = takers
    waitingFor = inputs.map(\.count)
    isOpen = [Bool](repeating: true, count: works.count)
    ready = free.filter { works[$0].role == .supply } + free.filter { works[$0].role == .phase }
  }

  /// The works that are neither over nor given up.
  var open: [Int] { isOpen.indices.filter { isOpen[$0] } }

  /// A work whose inputs are all done, if there is one.
  mutating func take() -> Int? {
    guard next < ready.count else { return nil }
    defer { next += 1 }
    return ready[next]
  }

  /// A work is done, which may free others.
  mutating func finish(_ place: Int) {
    isOpen[place] = false
    for taker in takers[place] {
      waitingFor[taker] -= 1
      if waitingFor[taker] == 0 { ready.append(taker) }
    }
  }

  /// Gives up what is open, but for these works; returns what was given up.
  mutating func giveUp(except running: Set<Int>) -> [Int] {
    let lost = open.filter { !running.contains($0) }
    for place in lost { isOpen[place] = false }
    return lost
  }

  /// A work failed: it and all that need it are given up; returns the latter.
  mutating func fail(_ place: Int) -> [Int] {
    isOpen[place] = false
    var lost: [Int] = []
    var spreading = [place]
    while let gone = spreading.popLast() {
      for taker in takers[gone] where isOpen[taker] {
        isOpen[taker] = false
        lost.append(taker)
        spreading.append(taker)
      }
    }
    return lost.sorted()
  }
}
