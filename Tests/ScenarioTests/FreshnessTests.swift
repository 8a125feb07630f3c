import FoundationEssentials
import Testing

/// Builds from an archive that changes. Nothing here needs a network.
@Suite(.timeLimit(.minutes(10)))
struct FreshnessTests {
  private struct Event: Decodable {
    struct Archive: Decodable {
      struct Seen: Decodable { let state: String, phases: [String] }
      let archive: String
      let seen: [Seen]
    }
    let event: String
    let archives: [Archive]?
    let oldest: String?
  }

  private func events(_ project: Project) throws -> [Event] {
    try project.read("events.json").split(separator: "\n").map {
      try JSONDecoder().decode(Event.self, from: Data($0.utf8))
    }
  }

  @Test func `layers of different states of an archive are told, and those of one are not`() async throws {
    try await withArchive { archive in
      try await archive.offer("probe=1.0")
      try await withProject { project in
        let base = try await project.run(archive.build(until: "base"))
        #expect(base.code == 0 && !base.out.contains("different states"), "\(base.out)\(base.errors)")
        try await archive.offer("probe=1.0", "other=1.0")
        let setup = try await project.run(archive.build() + ["--events", "events.json"])
        #expect(setup.code == 0, "\(setup.errors)")
        #expect(setup.out.contains("reused   base"), "\(setup.out)")
        #expect(setup.out.split(separator: "\n").count { $0.hasPrefix("notice: ") } == 1, "\(setup.out)")
        let told = try #require(try events(project).compactMap(\.archives).first?.first)
        #expect(told.archive.hasSuffix("/dists/bookworm") && told.seen.map(\.phases) == [["base"], ["setup"]])
        // What is built anew from the archive as it is now belongs together again.
        let again = try await project.run(archive.build() + ["-B"])
        #expect(again.code == 0 && !again.out.contains("different states"), "\(again.out)")
      }
    }
  }

  @Test func `packages that are older than max_package_age are told`() async throws {
    try await withArchive { archive in
      try await archive.offer("probe=1.0")
      try await withProject { project in
        let young = try await project.run(archive.build(until: "base"))
        #expect(young.code == 0 && !young.errors.contains("max_package_age"), "\(young.errors)")
        var ended = young
        for _ in 0..<100 where !ended.errors.contains("max_package_age") {
          ended = try await project.run(
            archive.build(until: "base") + ["max_package_age=1s", "--events", "events.json"])
          #expect(ended.code == 0 && ended.out.contains("nothing to build"), "\(ended.out)")
        }
        #expect(ended.errors.contains("the packages of base were chosen "), "\(ended.errors)")
        #expect(try events(project).contains { $0.event == "old_packages" && $0.oldest == "base" })
      }
    }
  }

  @Test func `an archive of an earlier day serves where its time may be over`() async throws {
    try await withArchive { archive in
      try await archive.offer("probe=1.0", "expired")
      try await withProject { project in
        let refused = try await project.run(archive.build())
        #expect(refused.code == 1 && refused.errors.contains("is expired"), "\(refused.errors)")
        let words = archive.build(options: "trusted=yes check-valid-until=no")
        let ended = try await project.run(words)
        #expect(ended.code == 0 && ended.out.contains("built    setup"), "\(ended.out)\(ended.errors)")
        // And it is in the key.
        let plan = try await project.run(archive.build() + ["-n"])
        #expect(plan.out.contains("archive_options changed"), "\(plan.out)")
      }
    }
  }
}
