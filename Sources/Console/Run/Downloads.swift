import Engine

/// The downloads of a run, added up.
struct Downloads: Sendable {
  private struct Sample: Sendable {
    let time: Double
    let bytes: Int64
  }

  /// Speed is what came within this many seconds.
  private static let window = 3.0

  private var progress: [WorkName: Event.Progress] = [:]
  private var open: Set<WorkName>
  private var samples: [Sample] = []
  private var first: Double?
  /// How many were fetched by this run.
  private(set) var fetched = 0

  /// Expects these downloads.
  init(_ names: [WorkName]) {
    open = Set(names)
  }

  /// How many there are to fetch, those included that are there by now.
  var count: Int { fetched + open.count }

  /// True once everything that had to be fetched is there.
  var isComplete: Bool { open.isEmpty }

  /// The bytes that have come.
  var bytes: Int64 { progress.values.reduce(0) { $0 + $1.done } }

  /// The bytes that there are, where every download's size is known.
  var total: Int64? {
    guard open.allSatisfy({ progress[$0]?.total != nil }) else { return nil }
    return progress.values.reduce(0) { $0 + ($1.total ?? $1.done) }
  }

  /// How long it has taken up to a time, in seconds.
  func elapsed(at time: Double) -> Double { first.map { max(0, time - $0) } ?? 0 }

  /// Bytes a second at a time; nil where too little has come to tell.
  func speed(at time: Double) -> Int64? {
    let base = samples.last { $0.time <= time - Self.window } ?? samples.first
    guard let base, time - base.time >= 0.5, bytes > base.bytes else { return nil }
    return Int64(Double(bytes - base.bytes) / (time - base.time))
  }

  /// A download started.
  mutating func start(_ name: WorkName, at time: Double) {
    open.insert(name)
    first = first ?? time
    if samples.isEmpty { samples = [Sample(time: time, bytes: 0)] }
  }

  /// A download came so far.
  mutating func advance(_ name: WorkName, to reached: Event.Progress, at time: Double) {
    progress[name] = reached
    if let last = samples.last, time - last.time < 0.1 { return }
    samples.append(Sample(time: time, bytes: bytes))
    // One older sample stays, so that a slow line has something to measure from.
    while samples.count > 2, samples[1].time < time - Self.window { samples.removeFirst() }
  }

  /// A download is over.
  mutating func finish(_ name: WorkName, wasFetched: Bool) {
    open.remove(name)
    guard wasFetched else {
      progress[name] = nil
      return
    }
    fetched += 1
    if let reached = progress[name], let total = reached.total {
      progress[name] = Event.Progress(done: total, total: total, unit: reached.unit)
    }
  }
}
