@testable import Console
@testable import Engine
import TaskGraph
import Testing

struct LiveRunTests {
  /// What a terminal of this width shows in the middle of the recorded run.
  private func middle(columns: Int, _ manner: Manner = Manner(isLive: true)) -> (Replay, GlassTerminal) {
    var replay = Replay(manner, columns: columns)
    for event in Recording.firstHalf { replay.take(event) }
    replay.draw(at: 26.2)
    var terminal = GlassTerminal(columns: columns)
    terminal.write(replay.takeOut())
    return (replay, terminal)
  }

  @Test func `what is over scrolls above what runs and waits`() {
    #expect(
      middle(columns: 120).1.lines == [
        "build-qemu-debian-12   Kubernetes v1.36.1   amd64   7 phases   + vars/user.yaml",
        "  reused   base            41 s saved",
        "  reused   containerd       4 s saved",
        "  fetched  3 downloads       4 s         118 MB",
        "  built    kubernetes      18 s         kubernetes_semver changed",
        "  built    sysprep          1 s",
        "  running  disk             3 s of ~6 s   make the root file system",
        "  waiting  boot, package",
        "",
      ])
  }

  @Test func `a narrow terminal cuts what is redrawn and never breaks it`() {
    let lines = middle(columns: 44).1.lines
    #expect(lines.suffix(3) == ["  running  disk             3 s of ~6 s   …", "  waiting  boot, package", ""])
    #expect(lines.dropLast(3).contains("rnetes_semver changed"), "what stays is broken by the terminal, not cut")
  }

  @Test func `downloads have a line of their own`() {
    var replay = Replay(Manner(isLive: true))
    for event in Recording.firstHalf.prefix(7) { replay.take(event) }
    replay.draw(at: 2)
    var terminal = GlassTerminal(columns: 120)
    terminal.write(replay.takeOut())
    #expect(
      terminal.lines.suffix(3) == [
        "  waiting  kubernetes, sysprep, disk, boot, package", "  downloads  0 of 3   41 MB   21 MB/s", "",
      ])
    replay.take(Recording.event(2.1, "kubelet", .started(.neverBuilt)))
    replay.take(
      Recording.event(2.2, "kubelet", .progress(Event.Progress(done: 5_000_000, total: 70_000_000, unit: "bytes"))))
    replay.draw(at: 2.5)
    terminal.write(replay.takeOut())
    #expect(terminal.lines.dropLast().last == "  downloads  0 of 3   46 MB of 188 MB   19 MB/s")
  }

  @Test func `nothing is redrawn where nothing changed`() {
    var (replay, _) = middle(columns: 120)
    replay.draw(at: 26.4)
    #expect(replay.takeOut() == "")
    replay.draw(at: 27.4)
    #expect(replay.takeOut() != "")
  }

  @Test func `a second sees at most ten drawings`() {
    var replay = Replay(Manner(isLive: true))
    var drawings = 0
    for moment in 0..<1000 {
      let progress = Event.Progress(done: Int64(moment) * 1_000_000, total: nil, unit: "bytes")
      if moment == 0 { replay.take(Recording.event(0, "kubeadm", .started(nil))) }
      replay.take(Recording.event(Double(moment) / 1000, "kubeadm", .progress(progress)))
      if !replay.takeOut().isEmpty { drawings += 1 }
    }
    #expect((5...10).contains(drawings))
  }

  @Test func `a drawing is one write that goes up over the old lines, clears them and shows the cursor again`() {
    var (replay, _) = middle(columns: 60)
    replay.draw(at: 27.3)
    #expect(
      replay.takeOut()
        == "\u{1B}[?25l\r\u{1B}[2A\u{1B}[J  running  disk             4 s of ~6 s   make the root fi…\n  waiting  boot, package\n\u{1B}[?25h"
    )
  }

  @Test func `a terminal that was made narrower is cleared all the same`() {
    var region = LiveRegion()
    var wide = GlassTerminal(columns: 40)
    wide.write(
      "before\n"
        + region.drawing(above: [], region: [Line(String(repeating: "x", count: 39))], columns: 40, inColor: false))
    // The terminal broke the old line in two.
    var narrow = GlassTerminal(columns: 20)
    narrow.write(wide.lines.joined(separator: "\n"))
    narrow.write(region.drawing(above: [], region: ["new"], columns: 20, inColor: false))
    #expect(narrow.lines == ["before", "new", ""])
  }

  @Test func `at the end nothing is left of the region, and errors went to their own stream`() {
    var (replay, terminal) = middle(columns: 120)
    for event in Recording.secondHalf {
      replay.take(event)
      terminal.write(replay.takeOut())
    }
    replay.close()
    terminal.write(replay.takeOut())
    #expect(replay.errors == "warning: package: the image has no swap\n")
    #expect(
      terminal.lines.suffix(6) == [
        "  built    package          4 s", "  built    boot             9 s", "",
        "output/qemu-debian-12.qcow2   612 MB   sha256 5f0c",
        "built 5, reused 2 in 38 s (45 s saved)", "",
      ])
    #expect(!terminal.lines.contains { $0.contains("running") || $0.contains("waiting") })
  }

  @Test func `more running works than half a terminal's lines are counted`() {
    var replay = Replay(Manner(isLive: true), rows: 8)
    for name in ["base", "containerd", "kubernetes", "sysprep", "disk", "boot"] {
      replay.take(Recording.event(0, name, .started(nil)))
    }
    replay.draw(at: 1)
    var terminal = GlassTerminal(columns: 120)
    terminal.write(replay.takeOut())
    #expect(
      terminal.lines == [
        "  running  base             1 s", "  running  containerd       1 s", "  and 4 more", "  waiting  package", "",
      ])
  }

  @Test func `NO_COLOR takes the colours away and nothing else`() {
    let colored = Replay.whole(Recording.run, Manner(isLive: true, hasColor: true)).out
    let bare = Replay.whole(Recording.run, Manner(isLive: true, hasColor: false)).out
    #expect(colored.contains("\u{1B}[32m"))
    #expect(!bare.contains(/\u{1B}\[[0-9;]*m/))
    #expect(colored.replacing(/\u{1B}\[[0-9;]*m/, with: "") == bare)
  }
}
