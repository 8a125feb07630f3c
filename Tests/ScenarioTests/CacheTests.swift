import Digests
import FoundationEssentials
import Shell
import Storage
import SystemPackage
import TaskGraph
import Testing

@testable import StepCache

/// The cache's own commands, on a cache that has everything of one target.
struct CacheTests {
  private struct Plan: Decodable {
    let complete: Bool
  }

  private struct Usage: Decodable {
    struct Row: Decodable { let name: String, results: Int, bytes: Int64 }
    struct Folder: Decodable { let name: String, files: Int, bytes: Int64 }
    let bytes: Int64
    let rows: [Row]
    let folders: [Folder]
  }

  private struct Verification: Decodable {
    struct Damage: Decodable { let name: String?, key: String, fault: String }
    let sound: Int
    let damaged: [Damage]
    let removed: Int
  }

  /// How many phases and supplies the target has.
  private let works = 16

  private func isComplete(_ project: Project, cache: FilePath? = nil) async throws -> Bool {
    let environment = cache.map { ["IMAGE_BUILDER_CACHE": $0.string] } ?? [:]
    let ended = try await project.run(["plan", "qemu-debian-12", "--json"], environment: environment)
    return try ended.decoded(as: Plan.self).complete
  }

  private func shell(_ script: String, _ arguments: FilePath...) async throws {
    _ = try await Shell.run(Command(["sh", "-euc", script, "sh"] + arguments.map(\.string)))
  }

  // Verify

  @Test func `everything that was made is found sound`() async throws {
    try await withProject { project in
      _ = try await FilledCache(of: project)
      #expect(try await isComplete(project))
      let ended = try await project.run("cache", "verify", "--json")
      #expect(ended.code == 0, "\(ended.errors)")
      let found = try ended.decoded(as: Verification.self)
      #expect(found.damaged.isEmpty && found.sound == works, "\(ended.out)")
    }
  }

  /// A way to damage a result in its folder, and what is said of it then.
  private static let damages = [
    "base": ("printf changed > tree/srv/base", "its tree was changed"),
    "node": ("chmod 700 tree/srv/node", "its tree was changed"),
    "setup": ("chown 5 tree/srv/setup", "its tree was changed"),
    "containerd": ("touch -d @1001 tree/srv/containerd", "its tree was changed"),
    "kubernetes": ("rm -r tree", "its folder tree is gone"),
    "disk": ("printf y | dd of=files/disk.raw conv=notrunc", "its file disk.raw was changed"),
    "package": ("truncate -s 6M files/package.raw", "its file package.raw was changed"),
    "containerd-unit": (
      "ln -sf /etc/passwd files/containerd-unit.raw", "its file containerd-unit.raw was changed"
    ),
    "check": ("cd ..; rm -r \"$1\"", "its folder is gone"),
  ]

  @Test func `what was damaged is named with its phase, and goes only when asked to`() async throws {
    try await withProject { project in
      let cache = try await FilledCache(of: project)
      for (phase, damage) in Self.damages {
        try await shell("cd \"$1\"; \(damage.0)", cache.store().folder(of: try cache.entry(phase)))
      }
      let ended = try await project.run("cache", "verify", "--json")
      #expect(ended.code == 3)
      let found = try ended.decoded(as: Verification.self)
      for damage in found.damaged {
        let name = damage.name ?? ""
        #expect(damage.fault == Self.damages[name]?.1, "\(name)")
        #expect(try damage.key == cache.entry(name).key.hash.hex)
      }
      let count = Self.damages.count
      #expect(found.damaged.count == count && found.removed == 0 && found.sound == works - count, "\(ended.out)")
      let removing = try await project.run("cache", "verify", "--remove")
      #expect(removing.code == 3 && removing.out.contains("\(count) damaged, \(count) removed"), "\(removing.out)")
      let after = try await project.run("cache", "verify")
      #expect(after.code == 0 && after.out.contains("\(works - count) results sound"), "\(after.out)")
    }
  }

  @Test func `a record that says something else than it did is damage`() async throws {
    try await withProject { project in
      let cache = try await FilledCache(of: project)
      let store = cache.store()
      let path = store.recordPath(of: try cache.entry("check").key)
      try cache.edit(path) { $0.replacing("\"check\"", with: "\"chuck\"") }
      try writeAtomically("{", to: store.recordPath(of: try cache.entry("boot").key))
      let ended = try await project.run("cache", "verify")
      #expect(ended.code == 3 && ended.out.contains("belongs to another key"), "\(ended.out)")
      #expect(ended.out.contains("its record cannot be read"))
      #expect(try await project.run("cache", "verify", "--remove").out.contains("2 damaged, 2 removed"))
      #expect(try await project.run("cache", "verify").code == 0)
    }
  }

  // Clear, usage, collection

  @Test func `clearing removes everything, and says how much`() async throws {
    try await withProject { project in
      _ = try await FilledCache(of: project)
      try project.makeFolder("cache/packages/archives")
      try project.write(String(repeating: "x", count: 10_000), to: "cache/packages/archives/a.deb")
      let ended = try await project.run("cache", "clear")
      #expect(
        ended.code == 0 && ended.out.hasPrefix("removed \(works) results and 1 package file, "), "\(ended.errors)")
      let left = try await Shell.run(Command(["find", project.cache.string, "-type", "f"])).output
      #expect(left == "\(project.cache)/locks/run\n")
      let again = try await project.run("cache", "clear")
      #expect(again.code == 0 && again.out == "nothing to remove\n")
    }
  }

  @Test func `clearing refuses while a build is going, and spares what a shell uses`() async throws {
    try await withProject { project in
      let cache = try await FilledCache(of: project)
      let running = cache.store()
      try await running.join()
      let refused = try await project.run("cache", "clear")
      #expect(refused.code == 3 && refused.error.contains("a build is using the cache"), "\(refused.errors)")
      #expect(try await isComplete(project))
      running.releaseAll()

      let base = try cache.entry("base")
      #expect(running.hold(base))
      let spared = try await project.run("cache", "clear")
      #expect(spared.code == 3 && spared.out.contains("1 result stayed because it is in use"), "\(spared.out)")
      #expect(fileExists(running.folder(of: base).appending("tree/srv/base")))
      running.releaseAll()
      #expect(try await project.run("cache", "clear").code == 0)
    }
  }

  @Test func `packages, unfinished results and superseded ones count`() async throws {
    try await withProject { project in
      let cache = try await FilledCache(of: project)
      let store = cache.store()
      try removeTree(store.recordPath(of: try cache.entry("disk").key))
      for (folder, size) in [("packages/archives", 100_000), ("packages/go/00", 50_000), ("drafts/dead", 30_000)] {
        try project.makeFolder("cache/\(folder)")
        try project.write(String(repeating: "x", count: size), to: "cache/\(folder)/file")
      }
      let usage = try await project.run("cache", "usage", "--json").decoded(as: Usage.self)
      let folders = Dictionary(uniqueKeysWithValues: usage.folders.map { ($0.name, $0) })
      #expect(folders["packages/archives"]?.bytes ?? 0 >= 100_000)
      #expect(folders["packages/go"]?.bytes ?? 0 >= 50_000)
      #expect(folders["drafts"]?.bytes ?? 0 >= 30_000)
      #expect(usage.rows.reduce(0) { $0 + $1.results } == works - 1)
      #expect(usage.bytes >= usage.rows.reduce(0) { $0 + $1.bytes } + usage.folders.reduce(0) { $0 + $1.bytes })
      #expect(try await project.run("cache", "usage").out.contains("superseded"))

      let collected = try await project.run("cache", "gc")
      #expect(collected.out.hasPrefix("removed 1 result and 1 unfinished result, "), "\(collected.out)")
      #expect(!collected.out.contains(" 0 B"), "\(collected.out)")
      #expect(project.has("cache/packages/archives/file") && !project.has("cache/drafts/dead"))
    }
  }

  @Test func `packages go when they were not used for long, unless a build is going`() async throws {
    try await withProject { project in
      let cache = try await FilledCache(of: project)
      try project.makeFolder("cache/packages/archives")
      for name in ["old.deb", "new.deb"] { try project.write(name, to: "cache/packages/archives/\(name)") }
      try await shell("touch -d '20 days ago' \"$1\"", project.root.appending("cache/packages/archives/old.deb"))
      let running = cache.store()
      try await running.join()
      #expect(try await project.run("cache", "gc", "--days", "14").out == "nothing to remove\n")
      running.releaseAll()
      let collected = try await project.run("cache", "gc", "--days", "14")
      #expect(collected.out.hasPrefix("removed 1 package file, "), "\(collected.out)")
      #expect(project.has("cache/packages/archives/new.deb") && !project.has("cache/packages/archives/old.deb"))
      #expect(try await isComplete(project))
    }
  }

  @Test func `trees of failed steps count, and go by age like everything else`() async throws {
    try await withProject { project in
      _ = try await FilledCache(of: project)
      for (name, target) in [("old", "qemu-debian-12"), ("new", "raw-debian-12")] {
        try project.makeFolder("cache/failed/\(name)/tree")
        try project.write(String(repeating: "x", count: 100_000), to: "cache/failed/\(name)/tree/half")
        let record = #"{"work":"base","time":0,"results":[],"supplies":{},"folder":"failed/\#(name)"}"#
        try project.write(record, to: "cache/failed/\(target).json")
      }
      try project.makeFolder("cache/history/builds")
      try project.write(String(repeating: "x", count: 50_000), to: "cache/history/builds/qemu-debian-12")
      try await shell("touch -d '20 days ago' \"$1\"/failed/old", project.cache)
      let usage = try await project.run("cache", "usage", "--json").decoded(as: Usage.self)
      let folders = Dictionary(uniqueKeysWithValues: usage.folders.map { ($0.name, $0) })
      #expect(folders["failed"]?.bytes ?? 0 >= 200_000 && folders["history"]?.bytes ?? 0 >= 50_000)

      #expect(try await project.run("cache", "gc").out == "nothing to remove\n")
      let collected = try await project.run("cache", "gc", "--days", "14")
      #expect(collected.out.hasPrefix("removed 1 failed tree, 1"), "\(collected.out)")
      #expect(!project.has("cache/failed/old") && !project.has("cache/failed/qemu-debian-12.json"))
      #expect(project.has("cache/failed/new/tree/half") && project.has("cache/failed/raw-debian-12.json"))
      let cleared = try await project.run("cache", "clear")
      #expect(cleared.out.hasPrefix("removed \(works) results and 1 failed tree, "), "\(cleared.out)")
      #expect(!project.has("cache/failed"))
    }
  }

  @Test func `a damaged package is named, and goes only when asked to`() async throws {
    try await withProject { project in
      _ = try await FilledCache(of: project)
      try project.makeFolder("cache/packages/archives")
      try project.write("no package at all", to: "cache/packages/archives/probe_1.0_all.deb")
      let found = try await project.run("cache", "verify")
      #expect(found.code == 3 && found.out.contains("probe_1.0_all.deb cannot be used"), "\(found.out)")
      #expect(project.has("cache/packages/archives/probe_1.0_all.deb"))
      let removing = try await project.run("cache", "verify", "--remove")
      #expect(removing.out.contains("1 damaged, 1 removed"), "\(removing.out)")
      #expect(!project.has("cache/packages/archives/probe_1.0_all.deb"))
      #expect(try await project.run("cache", "verify").code == 0)
    }
  }

  @Test func `a run keeps the cache below the size that a variable says, and what it used itself`() async throws {
    try await withProject { project in
      let cache = try await FilledCache(of: project)
      try project.makeFolder("cache/packages/archives")
      try project.write(String(repeating: "x", count: 100_000), to: "cache/packages/archives/a.deb")
      try await shell(
        "touch -d '20 days ago' \"$1\"/packages/archives/a.deb; find \"$1\"/keys -type f -exec touch -d yesterday {} +",
        project.cache)
      let roomy = try await project.run("build-qemu-debian-12", "UNTIL=setup", "cache_max_size=1T")
      #expect(roomy.code == 0 && roomy.errors.isEmpty, "\(roomy.errors)")
      #expect(try await isComplete(project))

      let bounded = try await project.run("build-qemu-debian-12", "UNTIL=setup", "cache_max_size=1K")
      #expect(bounded.code == 0 && bounded.errors.contains("1 package file"), "\(bounded.errors)")
      #expect(bounded.errors.contains("(cache_max_size)"))
      #expect(try cache.store().records().map(\.entry.name).sorted() == ["base", "setup"])
      #expect(!project.has("cache/packages/archives/a.deb"))
    }
  }

  // What may change without a miss

  @Test func `everything is found after a move, a restored copy, other times and inodes, and a reboot`() async throws {
    try await withProject { project in
      let cache = try await FilledCache(of: project)
      for path in try cache.store().recordPaths() {
        // The boot that wrote a flushed record does not matter.
        try cache.edit(path) { $0.replacing(/"boot":"[^"]*"/, with: "\"boot\":\"earlier\"") }
      }
      let moved = project.root.appending("somewhere/else entirely")
      try project.makeFolder("somewhere")
      try rename(project.cache, to: moved)
      #expect(try await isComplete(project, cache: moved))

      let copy = project.root.appending("copy")
      try await shell("cp -a \"$1\" \"$2\"", moved, copy)
      #expect(try await isComplete(project, cache: copy))

      let restored = project.root.appending("restored")
      try await shell(
        "mkdir \"$2\"; tar --xattrs --xattrs-include='*' --numeric-owner -C \"$1\" -cf - . | "
          + "tar --xattrs --xattrs-include='*' --numeric-owner -pxf - -C \"$2\"", moved, restored)
      #expect(try await isComplete(project, cache: restored))
      try await shell("find \"$1\" -name '*.raw' -exec touch {} +", restored)
      #expect(try await isComplete(project, cache: restored))

      let verified = try await project.run("cache", "verify", environment: ["IMAGE_BUILDER_CACHE": copy.string])
      #expect(verified.code == 0, "\(verified.out)")
    }
  }

  @Test func `another checkout finds everything`() async throws {
    try await withProject { project in
      _ = try await FilledCache(of: project)
      try await withProject(named: "another checkout") { other in
        try await shell("find \"$1\" -exec touch -d tomorrow {} +", other.root.appending("vars"))
        #expect(try await isComplete(other, cache: project.cache))
      }
    }
  }

  @Test
  func `a layer that was not flushed before a reboot is digested again, and made again only where it was damaged`()
    async throws
  {
    try await withProject { project in
      let cache = try await FilledCache(of: project)
      for path in try cache.store().recordPaths() {
        try cache.edit(path) {
          $0.replacing(/"boot":"[^"]*"/, with: "\"boot\":\"earlier\"")
            .replacing("\"flushed\":true", with: "\"flushed\":false")
        }
      }
      #expect(try await isComplete(project) == false)
      let ended = try await project.run("build-qemu-debian-12", "UNTIL=node", "-v")
      #expect(ended.code == 0 && ended.out.contains("reused all"), "\(ended.out)\(ended.errors)")
      #expect(try ["base", "setup", "node"].allSatisfy { try cache.entry($0).flushed })
      #expect(try await isComplete(project) == false)
      #expect(try await project.run("cache", "verify").code == 0)
      #expect(try await isComplete(project))
    }
  }
}
