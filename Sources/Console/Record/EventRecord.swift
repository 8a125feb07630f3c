import Engine
import TaskGraph

/// An event as a line of `--events` has it; `docs/events.md` describes the names, which do not change within a version.
///
/// Every line has `v`, `run`, `time`, `targets` and `event`. Lines about a work also have `phase` or `supply`, and `key`
/// once that is known. What else there is depends on `event`:
///
/// | event | fields |
/// |---|---|
/// | `run_started` | `works` |
/// | `started` | `reason` |
/// | `step` | `step` |
/// | `output` | `text` |
/// | `progress` | `done`, `total`, `unit` |
/// | `waiting` | `builder` |
/// | `finished` | `outcome`, `seconds` |
/// | `failed` | `message`, `step`, `command`, `lines`, `log`, `hint` |
/// | `notice`, `warning` | `text` |
/// | `mixed_archives` | `archives` |
/// | `old_packages` | `oldest`, `age_seconds`, `limit_seconds` |
/// | `delivered` | `files` |
/// | `run_finished` | `succeeded`, `counts`, `seconds`, `saved_seconds` |
struct EventRecord: Encodable {
  /// The version of the names; another one may mean something else by them.
  static let version = 1

  enum Key: String, CodingKey {
    case v, run, time, targets, phase, supply, key, event
    case works, reason, step, text, done, total, unit, outcome, seconds, message, command, lines, log, hint, files
    case succeeded, counts, builder, archives, oldest
    case ageSeconds = "age_seconds"
    case limitSeconds = "limit_seconds"
    case savedSeconds = "saved_seconds"
  }

  /// The event.
  let event: Event

  func encode(to encoder: any Encoder) throws {
    var line = encoder.container(keyedBy: Key.self)
    try line.encode(Self.version, forKey: .v)
    try line.encode(event.run, forKey: .run)
    try line.encode((event.time * 1000).rounded() / 1000, forKey: .time)
    try line.encode(event.targets.map(\.goal), forKey: .targets)
    try line.encodeIfPresent(event.work, forKey: event.role == .supply ? .supply : .phase)
    try line.encodeIfPresent(event.key, forKey: .key)
    try encodeWhat(into: &line)
  }

  private func encodeWhat(into line: inout KeyedEncodingContainer<Key>) throws {
    switch event.what {
    case .begun(let works):
      try line.encode("run_started", forKey: .event)
      try line.encode(works, forKey: .works)
    case .started(let reason):
      try line.encode("started", forKey: .event)
      try line.encodeIfPresent(reason.map { ReasonRecord(reason: $0) }, forKey: .reason)
    case .step(let name):
      try line.encode("step", forKey: .event)
      try line.encode(name, forKey: .step)
    case .output(let text): try encode("output", text, into: &line)
    case .notice(let text): try encode("notice", text, into: &line)
    case .warning(let text): try encode("warning", text, into: &line)
    case .progress(let progress):
      try line.encode("progress", forKey: .event)
      try line.encode(progress.done, forKey: .done)
      try line.encodeIfPresent(progress.total, forKey: .total)
      try line.encode(progress.unit, forKey: .unit)
    case .waiting(let builder):
      try line.encode("waiting", forKey: .event)
      try line.encode(builder, forKey: .builder)
    case .finished(let outcome, let seconds):
      try line.encode("finished", forKey: .event)
      try line.encode(outcome, forKey: .outcome)
      try line.encode(seconds, forKey: .seconds)
    case .failed(let failure): try encode(failure, into: &line)
    case .mixedArchives(let archives):
      try line.encode("mixed_archives", forKey: .event)
      try line.encode(archives, forKey: .archives)
    case .oldPackages(let old):
      try line.encode("old_packages", forKey: .event)
      try line.encode(old.phase, forKey: .oldest)
      try line.encode(old.age, forKey: .ageSeconds)
      try line.encode(old.limit, forKey: .limitSeconds)
    case .delivered(let files):
      try line.encode("delivered", forKey: .event)
      try line.encode(files, forKey: .files)
    case .ended(let summary): try encode(summary, into: &line)
    }
  }

  private func encode(_ name: String, _ text: String, into line: inout KeyedEncodingContainer<Key>) throws {
    try line.encode(name, forKey: .event)
    try line.encode(text, forKey: .text)
  }

  private func encode(_ failure: Failure, into line: inout KeyedEncodingContainer<Key>) throws {
    try line.encode("failed", forKey: .event)
    try line.encode(failure.message, forKey: .message)
    try line.encodeIfPresent(failure.step, forKey: .step)
    try line.encodeIfPresent(failure.command, forKey: .command)
    try line.encode(failure.lines, forKey: .lines)
    try line.encodeIfPresent(failure.log, forKey: .log)
    try line.encodeIfPresent(failure.hint, forKey: .hint)
  }

  private func encode(_ summary: Summary, into line: inout KeyedEncodingContainer<Key>) throws {
    try line.encode("run_finished", forKey: .event)
    try line.encode(summary.succeeded, forKey: .succeeded)
    try line.encode(summary.counts, forKey: .counts)
    try line.encode(summary.seconds, forKey: .seconds)
    try line.encode(summary.saved, forKey: .savedSeconds)
  }
}
