import BuildSites
import Testing

extension FaultTests {
  /// Builds that run at the same time with one cache.
  @Suite(.serialized) struct ConcurrencyTests {
    let bench: FaultBench

    init() throws { bench = try #require(FaultBench.current) }

    @Test(arguments: [2, 5, 8]) func `builds of overlapping targets build each key once`(count: Int) async throws {
      let undisturbed = try await bench.undisturbed.value
      let site = try await bench.site("builds-\(count)")
      let runs = try await withThrowingTaskGroup(of: Ran.self) { group in
        for number in 0..<count {
          // Three different images, and two goals in one call.
          let goals = [
            ["build-qemu-debian-12"], ["build-raw-debian-12"], ["build-qemu-debian-12", "build-raw-debian-12"],
            ["build-qemu-debian-12", "hostname=other", "output_directory=output/other"],
          ]
          group.addTask { try await site.build(goals[number % goals.count] + ["SKIP=boot"]) }
        }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      for ran in runs { #expect(ran.status == 0, "\(ran.output)") }
      let built = runs.flatMap { $0.keys("built") }
      #expect(built.count == Set(built).count, "something was built twice")
      for work in TinySite.phases.prefix(6) {
        #expect(runs.reduce(0) { $0 + $1.count("built", work) } == (work == "provider" ? 2 : 1), "\(work)")
      }
      try await expectNothingRuns(at: site)
      let next = try await site.build(TinySite.words)
      try await expectRight(next, at: site, built: [], as: undisturbed)
      try await expectNothingAbandoned(at: site)
    }
  }
}
