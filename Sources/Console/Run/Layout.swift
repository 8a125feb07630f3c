import Engine
import TaskGraph

/// The lines of a run that stand in columns.
struct Layout: Sendable {
  /// Longer lists of reused phases are told in one line.
  private static let mostReused = 24
  private static let statusWidth = 9
  private static let durationWidth = 9

  private let nameWidth: Int
  private let targetCount: Int
  private let expected: [WorkName: Double]

  /// Makes room for the longest name of a phase or made supply.
  init(_ outline: Outline) {
    let names = outline.items.filter { !$0.isDownload }.map(\.name.name.columns)
    nameWidth = max(10, names.max() ?? 0)
    targetCount = outline.headers.count
    expected = outline.index.compactMapValues(\.expected)
  }

  /// `build-qemu-debian-12   Kubernetes v1.36.1   amd64   13 phases   + vars/user.yaml`
  func header(_ header: TargetHeader, phases: Int) -> Line {
    let parts = header.facts + [counted(phases, "phase")] + header.files.map { "+ \($0)" }
    return Line(header.target.goal, .strong) + Line(parts.map { "   " + $0 }.joined())
  }

  /// A line a reused phase, or one for many.
  func reused(_ works: [(name: WorkName, saved: Double)]) -> [Line] {
    if works.count > Self.mostReused {
      let saved = works.reduce(0) { $0 + $1.saved }
      return [row("reused", .faint, counted(works.count, "phase"), durationText(saved), after: " saved")]
    }
    return works.map { row("reused", .faint, $0.name, durationText($0.saved), after: " saved") }
  }

  /// `started  kubernetes   kubernetes_semver changed`, where lines are not redrawn.
  func started(_ work: Running) -> Line {
    row(work.name.role == .phase ? "started" : "making", .active, work.name, detail: work.reason)
  }

  /// `built    kubernetes    18 s   kubernetes_semver changed`
  func built(_ name: WorkName, _ seconds: Double, reason: String?) -> Line {
    row(name.role == .phase ? "built" : "made", .good, name, durationText(seconds), detail: reason)
  }

  /// `failed   kubernetes    18 s`
  func failed(_ name: WorkName, _ seconds: Double?) -> Line {
    row("failed", .bad, name, seconds.map(durationText))
  }

  /// `stopped  kubernetes    18 s`
  func stopped(_ work: Running, at time: Double) -> Line {
    row("stopped", .doubtful, work.name, durationText(work.elapsed(at: time)))
  }

  /// `running  disk    3 s of ~6 s   making the root file system`
  func running(_ work: Running, at time: Double) -> Line {
    let expected = expected[work.name].map { " of ~\(durationText($0))" } ?? ""
    let progress = work.progress.map(Sentences.progress)
    let detail = [progress, work.step?.printable].compactMap { $0 }.joined(separator: "   ")
    return row(
      work.name.role == .phase ? "running" : "making", .active, work.name, durationText(work.elapsed(at: time)),
      after: expected,
      detail: detail)
  }

  /// `waiting  kubernetes   process 4711 makes the same`, with how long where lines are redrawn.
  func locked(_ work: Running, at time: Double?) -> Line {
    row(
      "waiting", .doubtful, work.name, time.map { durationText(work.elapsed(at: $0)) },
      detail: Sentences.made(by: work.waitsFor ?? ""))
  }

  /// `waiting  boot, package`
  func waiting(_ names: [WorkName]) -> Line {
    let text = names.count > 12 ? counted(names.count, "phase") : Self.unique(names.map(\.name)).joined(separator: ", ")
    return status("waiting", .faint) + Line(text)
  }

  /// `downloads  2 of 3   41 MB of 118 MB   23 MB/s`
  func downloading(_ downloads: Downloads, at time: Double) -> Line {
    let came = sizeText(downloads.bytes) + (downloads.total.map { " of \(sizeText($0))" } ?? "")
    let speed = downloads.speed(at: time).map { sizeText($0) + "/s" }
    let parts = ["\(downloads.fetched) of \(downloads.count)", came, speed].compactMap { $0 }
    return Line("  downloads", .active) + Line("  " + parts.joined(separator: "   "))
  }

  /// `fetched  3 downloads    18 s   118 MB`
  func fetched(_ downloads: Downloads, at time: Double) -> Line {
    row(
      "fetched", .good, counted(downloads.fetched, "download"), durationText(downloads.elapsed(at: time)),
      detail: sizeText(downloads.bytes))
  }

  /// `step     kubernetes   install containerd and runc`
  func step(_ name: WorkName, _ step: String) -> Line {
    status("step", .faint) + Line(name.name.padded(to: nameWidth) + "   " + step)
  }

  /// A line that a command printed.
  func output(_ name: WorkName, _ text: String) -> Line {
    Line("  " + name.name + " | ", .faint) + Line(text)
  }

  /// The files that were handed over.
  func delivered(_ files: [Delivery.File]) -> [Line] {
    let rows = files.map { file in
      [file.path, sizeText(file.bytes), file.sha256.map { "sha256 \($0)" } ?? ""]
    }
    return Table(right: [1], indent: "").lines(rows).map { Line($0) }
  }

  /// What an error is about: `kubernetes`, with the targets where there are several.
  func subject(_ name: WorkName) -> String {
    targetCount > 1 ? "\(name.name) \(served(name.targets))" : name.name
  }

  private func row(
    _ word: String, _ tone: Tone, _ name: WorkName, _ duration: String? = nil, after: String = "",
    detail: String? = nil
  ) -> Line {
    withTargets(row(word, tone, name.name, duration, after: after, detail: detail), name)
  }

  private func row(
    _ word: String, _ tone: Tone, _ name: String, _ duration: String?, after: String = "", detail: String? = nil
  ) -> Line {
    // ` saved` is the usual word after a duration; what has none leaves its place, so that details stand in a column.
    let time = duration.map { " " + $0.aligned(to: Self.durationWidth) + after.padded(to: 6) } ?? ""
    return (status(word, tone) + Line(name.padded(to: nameWidth) + time + "   " + (detail ?? ""))).trimmed
  }

  private func withTargets(_ line: Line, _ name: WorkName) -> Line {
    targetCount > 1 ? line + Line("   " + served(name.targets), .faint) : line
  }

  private func status(_ word: String, _ tone: Tone) -> Line {
    Line("  " + word.padded(to: Self.statusWidth), tone)
  }

  private func served(_ targets: [Target]) -> String {
    if targets.count == targetCount, targetCount > 2 { return "for all \(targetCount) targets" }
    return "for " + (targets.count > 3 ? "\(targets.count) targets" : listed(targets.map(\.name)))
  }

  private static func unique(_ names: [String]) -> [String] {
    var seen: Set<String> = []
    return names.filter { seen.insert($0).inserted }
  }
}
