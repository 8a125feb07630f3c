import BuildSites
import Glibc
import Shell
import Storage
import SystemPackage
import Testing

/// What the tests of faults share: a mirror of a tiny distribution, and one build of it that nothing disturbed.
struct FaultBench: Sendable {
  @TaskLocal static var current: FaultBench?

  /// The folder that everything lies in.
  let folder: FilePath
  /// The program under test.
  let program: Program
  /// Where the tiny distribution comes from.
  let mirror: Mirror
  /// The undisturbed build, and where it was.
  let undisturbed: Once<Undisturbed>

  /// Gives `body` a bench, and removes everything afterwards.
  static func with(_ body: () async throws -> Void) async throws {
    let parent = getenv("TMPDIR").map { FilePath(String(cString: $0)) } ?? "/var/tmp"
    try await withTemporaryDirectory(in: parent, prefix: "image-builder-faults") { folder in
      guard chmod(folder.string, 0o755) == 0 else { throw Errno(rawValue: errno) }
      let program = try await Program(copiedInto: folder)
      try await TinySite.prepare(program)
      try await Mirror.with(folder.appending("mirror"), filledBy: "tiny-archive.py") { mirror in
        try await $current.withValue(FaultBench(program, mirror, in: folder)) { try await body() }
      }
    }
  }

  private init(_ program: Program, _ mirror: Mirror, in folder: FilePath) {
    self.program = program
    self.mirror = mirror
    self.folder = folder
    undisturbed = Once {
      let site = try await TinySite.make(program, mirror, in: folder.appending("undisturbed"))
      return Undisturbed(site: site, ran: try await site.build(TinySite.words))
    }
  }

  /// A site with an empty cache.
  ///
  /// - Parameter name: what its folder is called; sites of different mirrors build different images.
  func site(_ name: String = "site", mirror: String = Mirror.usual, closed: Bool = false) async throws -> Site {
    try await TinySite.make(program, self.mirror, called: mirror, in: folder.appending(unique(name)), closed: closed)
  }

  /// A site whose cache has what the undisturbed build left, but for the results of some works.
  func site(without works: [String]) async throws -> Site {
    let undisturbed = try await undisturbed.value
    let site = try await self.site(works.joined(separator: "-"))
    try await shell("cp -a --reflink=auto --sparse=always '\(undisturbed.site.cache)/.' '\(site.cache)'")
    for work in works { try removeTree(site.record(undisturbed.ran.key(of: work))) }
    return site
  }

  private func unique(_ name: String) -> String { "\(name)-\(String(UInt32.random(in: .min ... .max), radix: 36))" }
}

/// Gives a suite its bench.
struct OnFaultBench: SuiteTrait, TestScoping {
  func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    try await FaultBench.with(function)
  }
}

extension Trait where Self == OnFaultBench {
  /// The tests of the suite share one bench.
  static var onFaultBench: OnFaultBench { OnFaultBench() }
}
