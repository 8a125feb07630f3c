import BuildSites
import Glibc
import Testing

extension FaultTests {
  /// Builds that are ended in the midst of a phase.
  @Suite(.serialized) struct KillTests {
    let bench: FaultBench

    init() throws { bench = try #require(FaultBench.current) }

    @Test func `an undisturbed build leaves nothing but results`() async throws {
      let undisturbed = try await bench.undisturbed.value
      #expect(undisturbed.ran.status == 0, "\(undisturbed.ran.output)")
      #expect(undisturbed.ran.works("built").sorted() == (TinySite.phases + TinySite.supplies).sorted())
      try await expectNothingRuns(at: undisturbed.site)
      try await expectNothingAbandoned(at: undisturbed.site)
    }

    @Test(arguments: [SIGKILL, SIGINT], TinySite.phases + ["kubelet-binary"])
    func `a build that is ended in a phase leaves nothing, and the next one goes on there`(
      signal: Int32, work: String
    ) async throws {
      let undisturbed = try await bench.undisturbed.value
      var missing = [work]
      // A download is looked at only if the phase is made that takes it in.
      if !TinySite.phases.contains(work) { missing.append("kubernetes") }
      let site = try await bench.site(without: missing)
      let moment = Int.random(in: 0...200)
      let ended = try await site.buildKilled(
        TinySite.words[0], TinySite.words[1], by: signal, later: .milliseconds(moment)
      ) { $0.work == work && $0.event == "started" }
      // Whoever is slow to notice finds the phase done: then there is nothing to build again.
      let isDone = ended.works("built").contains(work)
      #expect(ended.wasKilled || isDone, "\(ended.output)")
      if signal == SIGINT { #expect(ended.status == 130 || isDone, "\(ended.output)") }
      #expect(!ended.output.contains("error:"), "\(ended.output)")
      try await expectNothingRuns(at: site)

      let next = try await site.build(TinySite.words)
      try await expectRight(
        next, at: site, built: missing.filter { !ended.works("built").contains($0) }, as: undisturbed)
      try await expectNothingRuns(at: site)
      try await expectNothingAbandoned(at: site)
    }
  }
}
