import Engine
import TaskGraph

/// The lines of a run that stand in no columns.
extension Sentences {
  /// Why a work waits though all that it takes in is there.
  static func made(by builder: String) -> String { "\(builder) makes the same" }

  /// `41 MB of 118 MB`, `3 of 12 images`
  static func progress(_ progress: Event.Progress) -> String {
    if progress.unit == "bytes" {
      return sizeText(progress.done) + (progress.total.map { " of \(sizeText($0))" } ?? "")
    }
    return "\(progress.done)" + (progress.total.map { " of \($0)" } ?? "") + " \(progress.unit)"
  }

  /// What stands for works that the terminal has no room for.
  static func more(_ count: Int) -> Line {
    Line("  and \(count) more", .faint)
  }

  /// Something worth knowing.
  static func notice(_ text: String) -> Line {
    Line("notice: ", .strong) + Line(text)
  }

  /// Something that may be wrong.
  static func warning(_ text: String) -> Line {
    Line("warning: ", .doubtful) + Line(text)
  }

  /// The last lines: `built 5, reused 4 in 38 s (52 s saved)`
  static func closing(_ tally: Tally, _ summary: Summary) -> [Line] {
    let took = " in \(durationText(summary.seconds))"
    let saved = summary.saved >= 0.5 ? " (\(durationText(summary.saved)) saved)" : ""
    if tally.isAllReused {
      let all = tally[.reused] > 1 ? "all " : ""
      return [
        Line("nothing to build: ", .strong) + Line("reused \(all)\(counted(tally[.reused], "phase"))" + took + saved)
      ]
    }
    let words: [(Outcome, String)] = [
      (.failed, "failed"), (.cancelled, "stopped"), (.built, "built"), (.reused, "reused"), (.skipped, "not run"),
    ]
    let counts = words.filter { tally[$0.0] > 0 }.map { "\($0.1) \(tally[$0.0])" }
    let line = Line(counts.isEmpty ? "done" : counts.joined(separator: ", "), tally[.failed] > 0 ? .bad : .strong)
    let kept: [Line] =
      tally[.cancelled] > 0 ? ["interrupted: what was built is kept; the same command goes on from there"] : []
    return [line + Line(took + saved)] + kept
  }
}
