@testable import Console
import FoundationEssentials
import StepCache
import TaskGraph
import Testing

struct WhyReportTests {
  private func why(
    _ plan: Plan, _ phase: PhaseName? = "kubernetes", history: History = Plans.history()
  ) throws -> String {
    let pipeline = try #require(plan.pipelines.first)
    return try WhyReport(plan, pipeline, phase: phase, history: history, now: 1_700_000_000).text
  }

  /// A plan in which only Kubernetes is missing, for this reason.
  private func missing(_ reason: MissReason) -> Plan {
    Plans.plan(Recording.graph()) { $0.name == "kubernetes" ? .miss(reason) : .hit(saved: 1) }
  }

  @Test func `a changed variable is shown with both values and where each was set`() throws {
    let text = try why(Plans.changedVersion(fetched: true))
    #expect(
      text == """
        kubernetes will run: 1 input changed since it was last built (20 minutes ago)
          variable kubernetes_semver   v1.36.0  vars/defaults/kubernetes.yaml:3   ->   v1.36.1  vars/user.yaml:1
        sysprep, disk, boot, package follow kubernetes

        """)
  }

  @Test func `what follows from a change is counted, and not told as a change`() throws {
    let text = try why(Plans.changedVersion())
    #expect(
      text == """
        kubernetes will run: 1 input changed since it was last built (20 minutes ago)
          variable kubernetes_semver   v1.36.0  vars/defaults/kubernetes.yaml:3   ->   v1.36.1  vars/user.yaml:1
          and what follows from it: 3 downloads
        sysprep, disk, boot, package follow kubernetes

        """)
  }

  @Test func `code, files, inputs and downloads that changed have words of their own`() throws {
    let differences: [KeyDifference] = [
      .changed(
        from: KeyField(.code, "", String(repeating: "a", count: 64)),
        to: KeyField(.code, "", String(repeating: "b", count: 64))),
      .changed(
        from: KeyField(.input, "layer", String(repeating: "c", count: 64)),
        to: KeyField(.input, "layer", String(repeating: "d", count: 64))),
      .changed(from: KeyField(.supply, "kubelet", "1"), to: KeyField(.supply, "kubelet", "2")),
      .added(KeyField(.variable, "motd", "two\nlines", origin: "vars/user.yaml:2")),
      .removed(KeyField(.file, "scripts/a.sh", "old")),
    ]
    let text = try why(missing(.changed(differences, since: 1_699_999_990)))
    #expect(
      text == """
        kubernetes will run: 4 inputs changed since it was last built (10 seconds ago)
          the phase's code       aaaaaaaaaaaa   ->   bbbbbbbbbbbb
          what containerd left   cccccccccccc   ->   dddddddddddd
          variable motd          (none)         ->   two\\nlines  vars/user.yaml:2
          file scripts/a.sh      old            ->   (none)
          and what follows from it: 1 download

        """)
  }

  @Test(
    arguments: [
      (.neverBuilt, "it has not been built for this target yet"),
      (.forced("FROM=kubernetes"), "FROM=kubernetes asks for it"),
      (.gone, "nothing changed, but its result is no longer in the cache (built 20 minutes ago)"),
      (.damaged("its file x was changed"), "its result in the cache cannot be used: its file x was changed"),
    ] as [(MissReason, String)])
  func `every reason is a sentence`(reason: MissReason, words: String) throws {
    #expect(try why(missing(reason)) == "kubernetes will run: \(words)\n")
  }

  @Test func `a phase that will not run says since when`() throws {
    #expect(
      try why(Plans.complete()) == "kubernetes will not run: nothing changed since it was built (20 minutes ago)\n")
  }

  @Test func `a phase that only follows says what decides`() throws {
    #expect(
      try why(Plans.changedVersion(), "sysprep")
        == "sysprep follows kubernetes: it runs if what it takes in has changed\ndisk, boot, package follow sysprep\n")
  }

  @Test func `without a phase everything with a reason of its own is explained`() throws {
    #expect(try why(Plans.changedVersion(), nil) == (try why(Plans.changedVersion())))
    #expect(
      try why(Plans.complete(), nil) == "nothing of build-qemu-debian-12 will run: every phase is in the cache\n")
  }

  @Test func `an unknown phase is answered with those that there are`() throws {
    let error = #expect(throws: UsageError.self) { try why(Plans.complete(), "kuberentes") }
    #expect(error?.message == "build-qemu-debian-12 has no phase `kuberentes`")
    #expect(error?.hint?.contains("base, containerd, kubernetes") == true)
  }

  @Test func `the JSON of an explanation has the differences`() throws {
    struct Decoded: Decodable {
      struct Phase: Decodable {
        struct Difference: Decodable { let name, from, to: String }
        let phase: String
        let runs: Bool
        let last_built: Int
        let follows: [String]
        let differences: [Difference]
      }
      let target: String
      let phases: [Phase]
      let followers: [String]
    }
    let plan = Plans.changedVersion()
    let pipeline = try #require(plan.pipelines.first)
    let report = try WhyReport(plan, pipeline, phase: nil, history: Plans.history(), now: 1_700_000_000)
    let decoded = try JSONDecoder().decode(Decoded.self, from: Data(json(report).utf8))
    #expect(decoded.target == "build-qemu-debian-12")
    #expect(decoded.phases.map(\.phase) == ["kubernetes"])
    #expect(decoded.phases.first?.differences.map(\.name) == ["kubernetes_semver"])
    #expect(decoded.followers == ["sysprep", "disk", "boot", "package"])
  }
}
