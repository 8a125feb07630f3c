import BuildSites
import Storage
import SystemPackage
import Testing

/// Makes room after a test: the disks of all of them would be 35 GB. What the main job left stays, as others look at it, and
/// so does what was downloaded and compiled.
struct MakesRoom: TestTrait, TestScoping {
  func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    try await function()
    let bench = try #require(Bench.current)
    let site = bench.site
    let collected = try await site.removeResults(besides: Set(bench.mainJob.value.keys("built")))
    #expect(collected.status == 0, "\(collected.output)")
    let output = site.folder.appending("output")
    for image in try listDirectory(output) where image != RealImages.image { try removeTree(output.appending(image)) }
  }
}

extension Trait where Self == MakesRoom {
  /// What only this test needs goes after it.
  static var makesRoom: MakesRoom { MakesRoom() }
}
