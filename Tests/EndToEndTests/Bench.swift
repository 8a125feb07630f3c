import BuildSites
import Glibc
import Shell
import Storage
import SystemPackage
import Testing

/// What the tests of real images share: a folder with two sites, and the builds that more than one test looks at.
struct Bench: Sendable {
  @TaskLocal static var current: Bench?

  /// The tests' own site, as root in continuous integration.
  let site: Site
  /// Somebody who is not root.
  let user: BuilderUser?
  /// The main job, from an empty cache.
  let mainJob: Once<Ran>
  /// The same image and another one, made by an ordinary user elsewhere.
  let elsewhere: Once<Elsewhere>

  /// Gives `body` a bench, and removes everything afterwards.
  static func with(_ body: () async throws -> Void) async throws {
    let parent = getenv("TMPDIR").map { FilePath(String(cString: $0)) } ?? "/var/tmp"
    try await withTemporaryDirectory(in: parent, prefix: "image-builder-end-to-end") { folder in
      guard chmod(folder.string, 0o755) == 0 else { throw Errno(rawValue: errno) }
      let user = geteuid() == 0 ? try await BuilderUser() : nil
      let result: Result<Void, any Error>
      do {
        let program = try await Program(copiedInto: folder)
        let bench = try await Bench(program, in: folder, user: user)
        result = .success(try await $current.withValue(bench) { try await body() })
      } catch {
        result = .failure(error)
      }
      try await user?.remove()
      try result.get()
    }
  }

  private init(_ program: Program, in folder: FilePath, user: BuilderUser?) async throws {
    let packages = getenv("IMAGE_BUILDER_TEST_PACKAGES").map { FilePath(String(cString: $0)) }
    let site = try await Site(program, in: folder.appending("here"), packages: packages)
    let mainJob = Once { try await site.build("build-qemu-debian-12") }
    self.site = site
    self.user = user
    self.mainJob = mainJob
    self.elsewhere = Once {
      _ = try await mainJob.value
      let other = try await Site(
        program.called("elsewhere"), in: folder.appending("there"), packages: site.cache.appending("packages"),
        user: user?.name)
      return try await Elsewhere(other)
    }
  }
}

/// Gives a suite its bench.
struct OnBench: SuiteTrait, TestScoping {
  func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    try await Bench.with(function)
  }
}

extension Trait where Self == OnBench {
  /// The tests of the suite share one bench.
  static var onBench: OnBench { OnBench() }
}
