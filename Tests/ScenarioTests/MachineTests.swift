import FoundationEssentials
import Glibc
import Shell
import Storage
import SystemPackage
import Testing

/// What the program says to a machine that cannot build.
struct MachineTests {
  @Test func `missing programs are named with their packages before anything starts`() async throws {
    try await withProject { project in
      for words in [["build-qemu-debian-12"], ["deps-qemu-debian-12"], ["deps-qemu", "-n"]] {
        let ended = try await project.run(words, environment: ["PATH": "/nowhere"])
        #expect(ended.code == 4)
        #expect(ended.error.hasPrefix("error: this machine lacks "), "\(ended.errors)")
        #expect(ended.error.contains("mmdebstrap"))
        #expect(ended.hint.hasPrefix("hint: sudo apt-get install --no-install-recommends "))
        #expect(ended.hint.contains(" qemu-utils"))
        #expect(ended.out.isEmpty && !project.has("cache"))
      }
    }
  }

  @Test func `a plan needs no program`() async throws {
    try await withProject { project in
      let ended = try await project.run("plan", "all", environment: ["PATH": "/nowhere"])
      #expect(ended.code == 2)
      let plan = try await project.run("build-qemu-all", "-n", environment: ["PATH": "/nowhere"])
      #expect(plan.code == 0 && plan.out.contains("first build"), "\(plan.errors)")
    }
  }

  @Test func `a cache that cannot be written is exit code 3`() async throws {
    try await withProject { project in
      try project.write("", to: "file")
      for words in [["build-qemu-debian-12"], ["cache", "usage"], ["cache", "gc"]] {
        let ended = try await project.run(words, environment: ["IMAGE_BUILDER_CACHE": "file/cache"])
        #expect(ended.code == 3)
        #expect(ended.error.hasPrefix("error: the cache at "), "\(ended.errors)")
        #expect(ended.hint == "hint: set IMAGE_BUILDER_CACHE to a folder that you can write to")
      }
      let homeless = try await project.run(
        "plan", "qemu-debian-12", environment: ["IMAGE_BUILDER_CACHE": "", "HOME": ""])
      #expect(homeless.code == 3 && homeless.hint == "hint: set IMAGE_BUILDER_CACHE to a folder")
    }
  }

  @Test(.enabled(if: getuid() == 0, "only root can become a user without subordinate ids"))
  func `a user without subordinate ids is told how to get them`() async throws {
    try await withProject { project in
      let cache = project.root.appending("nobody").string
      let ended = try await project.end([
        "runuser", "-u", "nobody", "--", "env", "HOME=/nonexistent", "IMAGE_BUILDER_CACHE=\(cache)",
        project.root.appending(".build/image-builder").string, "build-qemu-debian-12",
      ])
      // The checkout belongs to another user.
      #expect(ended.code == 3, "\(ended.errors)")
      try makeDirectories(project.root.appending("nobody"), mode: 0o777)
      chmod(cache, 0o777)
      let allowed = try await project.end([
        "runuser", "-u", "nobody", "--", "env", "HOME=/nonexistent", "IMAGE_BUILDER_CACHE=\(cache)",
        project.root.appending(".build/image-builder").string, "build-qemu-debian-12",
      ])
      #expect(allowed.code == 4, "\(allowed.errors)")
      #expect(allowed.error.contains("subordinate"), "\(allowed.errors)")
      #expect(allowed.hint.contains("usermod --add-subuids"), "\(allowed.errors)")
    }
  }
}
