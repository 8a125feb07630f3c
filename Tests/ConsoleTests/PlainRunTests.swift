@testable import Console
@testable import Engine
import TaskGraph
import Testing

struct PlainRunTests {
  @Test func `a run is told line by line where lines cannot be redrawn`() {
    let replay = Replay.whole(Recording.run, Manner())
    #expect(
      replay.out == """
        build-qemu-debian-12   Kubernetes v1.36.1   amd64   7 phases   + vars/user.yaml
          reused   base            41 s saved
          reused   containerd       4 s saved
          fetched  3 downloads       4 s         118 MB
          started  kubernetes   kubernetes_semver changed
          built    kubernetes      18 s
          started  sysprep
          built    sysprep          1 s
          started  disk
          built    disk             6 s
          started  boot
          started  package
          built    package          4 s
          built    boot             9 s

        output/qemu-debian-12.qcow2   612 MB   sha256 5f0c
        built 5, reused 2 in 38 s (45 s saved)

        """)
  }

  @Test func `a run that had to do nothing says so in three lines`() {
    let replay = Replay.whole(Recording.reusedRun, Manner())
    #expect(
      replay.out == """
        build-qemu-debian-12   Kubernetes v1.36.1   amd64   7 phases   + vars/user.yaml
        output/qemu-debian-12.qcow2   612 MB   sha256 5f0c
        nothing to build: reused all 7 phases in 0.1 s (1 min 10 s saved)

        """)
  }

  @Test func `a run tells of packages that do not belong together, and of old ones`() {
    let told = [
      Recording.event(0.1, .mixedArchives(Recording.mixedArchives)),
      Recording.event(0.1, .oldPackages(Recording.oldPackages)),
    ]
    let replay = Replay.whole(told, Manner())
    #expect(
      replay.out == """
        notice: build-qemu-debian-12: phases took packages from different states of mirror.example/debian/dists/bookworm \
        (base of 12ab, setup and containerd of 34cd); REFRESH=1 takes what is newer in all of them

        """)
    #expect(
      replay.errors == """
        warning: build-qemu-debian-12: the packages of base were chosen 9 days ago, and max_package_age is 7 days; \
        REFRESH=1 takes newer ones, if there are any

        """)
  }

  @Test func `a failure shows step, command, last lines, log and what to do`() {
    let replay = Replay.whole(Recording.failedRun, Manner())
    #expect(
      replay.errors == """
        error: containerd: `kubeadm config images pull` exited with status 1
          step     pull the images
          command  kubeadm config images pull --kubernetes-version v1.36.1
          | I1120 pulling
          | failed to pull image: timeout
          log      /cache/history/logs/containerd
        hint: see whether registry.example.invalid answers

        """)
    #expect(
      replay.out.hasSuffix("  failed   containerd       3 s\nfailed 1, reused 1, not run 2 in 3 s (41 s saved)\n"))
  }

  @Test func `a failure without a hint says how to go on, and one of a hand-over names the target`() {
    let events = [
      Recording.event(3, "disk", .failed(Failure("no space"))), Recording.event(3, .failed(Failure("no place"))),
    ]
    #expect(
      Replay.whole(events, Manner()).errors == """
        error: disk: no space
        hint: once that is mended, run the same command again: what was built is kept
        error: build-qemu-debian-12: no place

        """)
  }

  @Test func `a work that another process makes is said to wait, and then to be reused`() {
    let events = [
      Recording.event(0, "base", .waiting(for: "process 4711")),
      Recording.event(60, "base", .finished(.reused, seconds: 41)),
      Recording.event(60, "containerd", .finished(.reused, seconds: 4)),
      Recording.event(60, "kubernetes", .started(.gone)),
    ]
    #expect(
      Replay.whole(events, Manner()).out == """
          waiting  base         process 4711 makes the same
          reused   base            41 s saved
          reused   containerd       4 s saved
          started  kubernetes   no longer in the cache

        """)
  }

  @Test func `a long name and a long duration stay apart`() {
    let events = [
      Recording.event(0, "containerd", .finished(.reused, seconds: 70)), Recording.event(1, "base", .started(nil)),
    ]
    #expect(Replay.whole(events, Manner()).out.hasPrefix("  reused   containerd 1 min 10 s saved\n"))
  }

  @Test func `many reused phases take one line`() {
    let names = (0..<30).map { "phase-\($0)" }
    let events =
      names.map { Recording.event(0, $0, .finished(.reused, seconds: 2)) } + [Recording.event(1, "base", .started(nil))]
    #expect(Replay.whole(events, Manner()).out.hasPrefix("  reused   30 phases      1 min saved\n"))
  }

  @Test func `quiet says only what is wrong`() {
    let replay = Replay.whole(Recording.run, Manner(amount: .quiet))
    #expect(replay.out == "")
    #expect(replay.errors == "warning: package: the image has no swap\n")
    #expect(Replay.whole(Recording.failedRun, Manner(amount: .quiet)).errors.hasPrefix("error: containerd: "))
  }

  @Test func `verbose adds steps and what commands print, without control characters`() {
    let text = Replay.whole(Recording.run, Manner(amount: .verbose)).out
    #expect(text.contains("\n  step     kubernetes"))
    #expect(text.contains("\n  kubernetes | Setting up kubelet (1.36.1)\n"))
  }

  @Test func `plain text has no control characters`() {
    let events = Recording.run + Recording.failedRun
    let replay = Replay.whole(events, Manner(amount: .verbose))
    let controls = (replay.out + replay.errors).unicodeScalars.filter {
      $0.properties.generalCategory == .control && $0 != "\n"
    }
    #expect(controls.isEmpty)
  }

  @Test func `with several targets a shared phase is shown once with the targets that it serves`() {
    let both = [Recording.target, Recording.other]
    let events = [
      Recording.event(0, .begun(works: 10), targets: both),
      Recording.event(1, "base", .started(.neverBuilt), targets: both),
      Recording.event(9, "base", .finished(.built, seconds: 8), targets: both),
      Recording.event(9, "sysprep", .started(.forced("PHASE=sysprep")), targets: [Recording.other]),
      Recording.event(10, "sysprep", .finished(.built, seconds: 1), targets: [Recording.other]),
    ]
    let text = Replay.whole(events, Manner(), targets: both).out
    #expect(
      text == """
        build-qemu-debian-12   Kubernetes v1.36.1   amd64   7 phases   + vars/user.yaml
        build-azure-debian-12   Kubernetes v1.36.1   amd64   7 phases   + vars/user.yaml
          started  base         first build   for qemu-debian-12 and azure-debian-12
          built    base             8 s   for qemu-debian-12 and azure-debian-12
          started  sysprep      PHASE=sysprep   for azure-debian-12
          built    sysprep          1 s   for azure-debian-12

        """)
  }

  @Test func `an interrupted run says that what was built is kept`() {
    let events = [
      Recording.event(1, "base", .started(.neverBuilt)),
      Recording.event(4, "base", .finished(.cancelled, seconds: 0)),
      Recording.event(4, .ended(Summary(counts: ["cancelled": 10], seconds: 4, saved: 0))),
    ]
    let text = Replay.whole(events, Manner()).out
    #expect(
      text == """
          started  base         first build
          stopped  base             3 s
        stopped 1 in 4 s
        interrupted: what was built is kept; the same command goes on from there

        """)
  }
}
