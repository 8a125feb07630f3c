import BuildSites
import Storage
import SystemPackage
import Testing

/// Makes room after each test: the images of all of them would be 25 GB. What the main job left stays, as others look at it.
struct MakesRoom: SuiteTrait, TestTrait, TestScoping {
  var isRecursive: Bool { true }

  func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    try await function()
    let bench = try #require(Bench.current)
    guard try await bench.mainJob.value.status == 0 else { return }
    let site = bench.site
    // What was used last goes last.
    let used = try await site.build("build-qemu-debian-12")
    #expect(used.works("built") == [], "\(used.output)")
    let cleaned = try await site.ask("cache", "gc", "--size", "10G")
    #expect(cleaned.status == 0, "\(cleaned.output)")
    let output = site.folder.appending("output")
    for image in try listDirectory(output) where image != RealImages.image { try removeTree(output.appending(image)) }
  }
}

extension Trait where Self == MakesRoom {
  /// What only one test of the suite needs goes after it.
  static var makesRoom: MakesRoom { MakesRoom() }
}
