import BuildSites
import StepCache
import Storage
import SystemPackage
import Testing

extension FaultTests {
  /// Builds whose clock is wrong, or jumps; only this program sees that clock.
  @Suite(.serialized) struct ClockTests {
    let bench: FaultBench

    init() throws { bench = try #require(FaultBench.current) }

    @Test(arguments: [(-20, 30), (30, -20)])
    func `a clock that jumps changes nothing of the image, and nothing is built again by the right time`(
      before: Int, after: Int
    ) async throws {
      let undisturbed = try await bench.undisturbed.value
      var site = try await bench.site(without: TinySite.phases + TinySite.supplies)
      let clock = site.folder.appending("clock")
      let starter = site.starter
      site.starter += [
        "env", "LD_PRELOAD=\(try await library())", "CLOCK_SHIFT=\(clock)",
      ]
      try writeAtomically("\(before * 365 * 86400)\n", to: clock)
      let ran = try await site.build(
        TinySite.words[0], TinySite.words[1], at: { $0.work == "containerd" && $0.event == "started" }
      ) {
        try writeAtomically("\(after * 365 * 86400)\n", to: clock)
      }
      try await expectRight(ran, at: site, built: TinySite.phases + TinySite.supplies, as: undisturbed)
      // Otherwise this would be a test of nothing.
      let built = try ["base", "package"].map { try site.entry(ran.key(of: $0)).built }
      #expect(abs(built[1] - built[0]) > 40 * 365 * 86400, "\(built)")

      site.starter = starter
      try await expectRight(try await site.build(TinySite.words), at: site, built: [], as: undisturbed)
      for question in [["plan", "qemu-debian-12"], ["why", "qemu-debian-12", "setup"], ["cache", "usage"]] {
        let answer = try await site.ask(question)
        #expect(answer.status == 0 && !answer.output.contains(/\s-[0-9]/), "\(answer.output)")
      }
      let collected = try await site.ask(["cache", "gc"])
      #expect(collected.status == 0, "\(collected.output)")
      try await expectNothingAbandoned(at: site)
    }

    /// Compiles what moves a clock, by the compiler that comes with Swift's.
    private func library() async throws -> FilePath {
      let library = bench.folder.appending("clock.so")
      let source = Program.checkout.appending("Tests/Fixtures/clock.c")
      try await shell(
        "\"$(dirname \"$(readlink -f \"$(command -v swift)\")\")/clang\" -O1 -shared -fPIC -o '\(library)' '\(source)'")
      return library
    }
  }
}
