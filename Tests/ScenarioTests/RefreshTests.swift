import FoundationEssentials
import Testing

/// Archives that change after something was built of them. Nothing here needs a network.
@Suite(.timeLimit(.minutes(10)))
struct RefreshTests {
  private struct Outdated: Decodable {
    struct Work: Decodable {
      let phase: String
      let packages: [Package]
    }
    struct Package: Decodable, Equatable {
      let name: String
      let from, to: String?
    }
    let outdated: Bool
    let works: [Work]
    let missing: [String]
  }

  private struct Drawing: Decodable {
    struct Work: Decodable { let name: String, state: String? }
    let works: [Work]
  }

  /// Has every record of the cache say that it is of 2023, and seals it again.
  private static let ageRecords = """
    import glob, hashlib, re
    for path in glob.glob("cache/keys/*/*"):
        text = open(path, "rb").read()
        body = b"{" + text[text.index(b'",') + 2:]
        body = re.sub(rb'"built":\\d+', b'"built":1700000000', body)
        seal = hashlib.sha256(body).hexdigest().encode()
        open(path, "wb").write(b'{"seal":"' + seal + b'",' + body[1:])
    """

  /// The words after those that choose phases.
  private func words(_ archive: Archive) -> [String] {
    (archive.variables + ["debian_mirror_options=trusted=yes"]).flatMap { ["--var", $0] }
  }

  @Test func `outdated says what archives have otherwise, with an exit code of its own, and changes nothing`()
    async throws
  {
    try await withArchive { archive in
      try await archive.offer("probe=1.0", "other=1.0")
      try await withProject { project in
        let outdated = ["outdated", "qemu-debian-12"] + words(archive)
        let early = try await project.run(outdated)
        #expect(
          early.code == 1 && early.errors.contains("nothing of build-qemu-debian-12 was built"), "\(early.errors)")
        #expect(early.hint.hasPrefix("hint: build it first"))

        #expect(try await project.run(archive.build()).code == 0)
        let current = try await project.run(outdated)
        #expect(current.code == 0, "\(current.out)\(current.errors)")
        #expect(current.out.contains("base has what the archive has") && current.out.contains("setup has what"))

        // A package of the minimal system, one of a later phase, and one that nobody has.
        try await archive.offer("kernel-amd64=1.1", "probe=1.2", "other=2.0")
        let moved = try await project.run(outdated)
        #expect(moved.code == 5, "\(moved.out)\(moved.errors)")
        #expect(moved.out.contains("  kernel-amd64   1.0   ->   1.1\n"), "\(moved.out)")
        let told = try await project.run(outdated + ["--json"])
        let report = try told.decoded(as: Outdated.self)
        #expect(told.code == 5 && report.outdated)
        #expect(report.works.map(\.phase) == ["base", "setup"])
        // That the kernel would be upgraded by setup, too, follows from what base has.
        #expect(report.works.last?.packages == [.init(name: "probe", from: "1.0", to: "1.2")])
        #expect(report.missing.first == "node")

        let plan = try await project.run(archive.build() + ["-n"])
        #expect(plan.out.contains("nothing to build"), "\(plan.out)")
      }
    }
  }

  @Test func `REFRESH builds from the first phase that would get other packages, and says which`() async throws {
    try await withArchive { archive in
      try await archive.offer("probe=1.0")
      try await withProject { project in
        #expect(try await project.run(archive.build()).code == 0)
        try await archive.offer("probe=1.1")
        let reason = "probe 1.0 -> 1.1 in the archive"
        let plan = try await project.run(archive.build() + ["-n", "REFRESH=1"])
        #expect(plan.code == 0 && plan.out.contains("build   setup   \(reason)"), "\(plan.out)\(plan.errors)")
        let why = try await project.run(["why", "qemu-debian-12", "setup", "--refresh"] + words(archive))
        #expect(
          why.out.contains("setup will run: the archive has 1 package in another version\n  probe   1.0"), "\(why.out)")

        let drawing = try await project.run(
          ["graph", "qemu-debian-12", "--until", "setup", "--refresh", "--json"] + words(archive))
        #expect(drawing.code == 0, "\(drawing.errors)")
        let works = try drawing.decoded(as: Drawing.self).works
        #expect(works.first { $0.name == "setup" }?.state == "miss", "\(drawing.out)")

        // Without it nothing is built.
        let reused = try await project.run(archive.build())
        #expect(reused.out.contains("nothing to build"), "\(reused.out)")
        let built = try await project.end(["make"] + archive.build() + ["REFRESH=1"])
        #expect(built.code == 0, "\(built.errors)")
        #expect(built.out.contains("reused   base") && built.out.contains("built    setup"), "\(built.out)")
        #expect(built.out.contains(reason), "\(built.out)")
        let again = try await project.run(archive.build() + ["REFRESH=1"])
        #expect(again.code == 0 && again.out.contains("nothing to build"), "\(again.out)")
        #expect(again.errors.contains("the archives have nothing else for base, setup"), "\(again.errors)")
      }
    }
  }

  @Test func `what REFRESH finds to be current is young again`() async throws {
    try await withArchive { archive in
      try await archive.offer("probe=1.0")
      try await withProject { project in
        #expect(try await project.run(archive.build(until: "base")).code == 0)
        let old = archive.build(until: "base") + ["max_package_age=30s"]
        // As if it had been built long ago.
        let aged = try await project.end(["python3", "-c", Self.ageRecords])
        #expect(aged.code == 0, "\(aged.errors)")
        let warned = try await project.run(old)
        #expect(warned.errors.contains("max_package_age is 30 seconds"), "\(warned.errors)")
        let refreshed = try await project.run(archive.build(until: "base") + ["max_package_age=1h", "REFRESH=1"])
        #expect(refreshed.code == 0 && !refreshed.errors.contains("max_package_age"), "\(refreshed.errors)")
        #expect(refreshed.out.contains("nothing to build"))
      }
    }
  }

  @Test func `archives that cannot be asked are an error that says so`() async throws {
    try await withProject { project in
      let gone = try await withArchive { archive in
        try await archive.offer("probe=1.0")
        #expect(try await project.run(archive.build()).code == 0)
        return archive
      }
      for command in [["outdated", "qemu-debian-12"] + words(gone), gone.build() + ["REFRESH=1"]] {
        let ended = try await project.run(command)
        #expect(ended.code == 1)
        #expect(
          ended.error.contains("what base took cannot be compared with what the archives have"), "\(ended.errors)")
        #expect(ended.errors.contains("127.0.0.1"), "\(ended.errors)")
        #expect(ended.hint.hasPrefix("hint: see whether the archives can be reached"), "\(ended.errors)")
      }
    }
  }
}
