import FoundationEssentials
import SystemPackage
import Testing

/// Builds that fail because something that they need is not there. Nothing here needs a network.
struct FailureTests {
  /// Addresses at which there is nothing, without asking anyone.
  static let nowhere = [
    "debian_mirror=file:///nowhere/", "debian_security_mirror=file:///nowhere/",
    "containerd_baseurl=file:///nowhere", "containerd_service_url=file:///nowhere/containerd.service",
    "runc_baseurl=file:///nowhere",
  ]

  private struct Event: Decodable {
    let v: Int
    let run, event: String
    let time: Double
    let targets: [String]
    let phase: String?
  }

  @Test func `a mirror that does not answer fails base, and says where the log is`() async throws {
    try await withProject { project in
      let words = ["UNTIL=base", "debian_mirror=http://127.0.0.1:9/", "debian_security_mirror=http://127.0.0.1:9/"]
      let ended = try await project.run(["build-qemu-debian-12", "--events", "events.json"] + words)
      #expect(ended.code == 1)
      #expect(ended.error.hasPrefix("error: base: "), "\(ended.errors)")
      #expect(ended.errors.contains("127.0.0.1:9"))
      #expect(ended.errors.contains("  log      \(project.cache)/"))
      #expect(ended.hint.hasPrefix("hint: "))
      #expect(ended.out.contains("failed 1 in "))

      let log = try await project.run("log", "qemu-debian-12", "base")
      #expect(log.code == 0 && log.out.contains("127.0.0.1:9"), "\(log.errors)")

      let lines = try project.read("events.json").split(separator: "\n")
      let events = try lines.map { try JSONDecoder().decode(Event.self, from: Data($0.utf8)) }
      #expect(Set(events.map(\.run)).count == 1 && events.allSatisfy { $0.v == 1 && $0.time > 1_700_000_000 })
      #expect(events.contains { $0.event == "failed" && $0.phase == "base" })
    }
  }

  @Test func `a download with the wrong checksum is named with both checksums, and is not kept`() async throws {
    try await withProject { project in
      let version = try await project.shown("containerd_version")
      let archive = "releases/containerd-\(version)-linux-amd64.tar.gz"
      try project.makeFolder("releases")
      try project.write("not what was published\n", to: archive)
      let wanted = String(repeating: "0123456789abcdef", count: 4)
      try project.write("\(wanted)  \(archive)\n", to: archive + ".sha256sum")
      let words = Self.nowhere + ["containerd_baseurl=file://\(project.root)/releases", "UNTIL=containerd"]
      let ended = try await project.run(["build-qemu-debian-12", "-k", "-j1"] + words)
      #expect(ended.code == 1)
      let about = ended.errors.split(separator: "error: ").first { $0.hasPrefix("containerd-archive: ") } ?? ""
      #expect(about.contains("checksum") && about.contains(wanted), "\(ended.errors)")
      let kept = try await project.end(["grep", "-rl", "not what was published", project.cache.string])
      #expect(kept.out.isEmpty)
    }
  }

  @Test func `-k goes on with what does not depend on a failure, and -s says only what is wrong`() async throws {
    try await withProject { project in
      let words = Self.nowhere + ["UNTIL=containerd"]
      let one = try await project.end(["make", "-j1", "build-qemu-debian-12"] + words)
      #expect(one.code == 2 && one.out.contains("failed 1, not run "), "\(one.out)")
      let all = try await project.end(["make", "-k", "-s", "-j1", "build-qemu-debian-12"] + words)
      #expect(all.code == 2 && all.out.isEmpty, "\(all.out)")
      #expect(all.errors.split(separator: "\n").count { $0.hasPrefix("error: ") } == 4, "\(all.errors)")
    }
  }

  @Test(arguments: [true, false]) func `NO_COLOR takes the colours from a terminal`(plain: Bool) async throws {
    try await withProject { project in
      let command = (["build-qemu-debian-12", "UNTIL=base"] + Self.nowhere).joined(separator: " ")
      let ended = try await project.end(
        ["script", "--quiet", "--return", "--command", ".build/image-builder \(command)", "/dev/null"],
        ["TERM": "xterm", "NO_COLOR": plain ? "1" : ""])
      #expect(ended.code == 1)
      #expect(ended.out.contains("error: "))
      let colours = ended.out.split(separator: "\u{1B}[").contains {
        $0.drop { $0.isNumber || $0 == ";" }.hasPrefix("m")
      }
      #expect(colours == !plain)
    }
  }
}
