import FoundationEssentials
import Glibc
import Shell
import StepCache
import Storage
import SystemPackage
import Testing

/// Caches that travel as an archive, and archives that are not what they should be.
struct ArchiveTests {
  private struct Plan: Decodable {
    let complete: Bool
  }

  private struct Imported: Decodable {
    struct Damage: Decodable { let name: String?, fault: String }
    let results: Int
    let present: Int
    let refused: [Damage]
  }

  /// How many phases and supplies the target has.
  private let works = 16

  private func isComplete(_ project: Project, cache: String) async throws -> Bool {
    let ended = try await project.run(
      ["plan", "qemu-debian-12", "--json"],
      environment: ["IMAGE_BUILDER_CACHE": project.root.appending(cache).string])
    return try ended.decoded(as: Plan.self).complete
  }

  private func take(_ archive: String, into cache: String, _ project: Project) async throws -> Ended {
    try await project.run(
      ["cache", "import", archive, "--json"],
      environment: ["IMAGE_BUILDER_CACHE": project.root.appending(cache).string])
  }

  private func verify(_ cache: String, _ project: Project) async throws -> Ended {
    try await project.run(
      ["cache", "verify"], environment: ["IMAGE_BUILDER_CACHE": project.root.appending(cache).string])
  }

  /// Fills a cache, packs it as `good`, and unpacks that into the folder `parts` for a test to change.
  private func export(_ project: Project, takingApart: Bool = false) async throws -> FilledCache {
    let cache = try await FilledCache(of: project)
    let ended = try await project.run("cache", "export", "qemu-debian-12", "-o", "good")
    #expect(ended.code == 0 && ended.out.hasPrefix("good: \(works) results, "), "\(ended.out)\(ended.errors)")
    #expect(try listDirectory(project.root).filter { $0.hasPrefix(".archive") } == [])
    if takingApart {
      try await shell("mkdir parts; tar --xattrs --xattrs-include='*' -xpf good -I zstd -C parts", project)
    }
    return cache
  }

  private func shell(_ script: String, _ project: Project) async throws {
    let command = Command(["sh", "-euc", script], environment: Command.inherited, directory: project.root)
    _ = try await Shell.run(command)
  }

  private func pack(_ project: Project) async throws {
    try await shell(
      "tar --xattrs --xattrs-include='*' -cf bad -I zstd --format=posix --sparse -C parts index.json results", project)
  }

  @Test func `a cache on a fresh machine that took an archive in has everything`() async throws {
    try await withProject { project in
      _ = try await export(project)
      let imported = try await take("good", into: "fresh", project)
      #expect(imported.code == 0, "\(imported.errors)")
      #expect(try imported.decoded(as: Imported.self).results == works)
      #expect(try await isComplete(project, cache: "fresh"))
      let verified = try await verify("fresh", project)
      #expect(verified.code == 0 && verified.out.contains("\(works) results sound"), "\(verified.out)")
      let log = try await project.run(
        ["log", "qemu-debian-12", "base"],
        environment: ["IMAGE_BUILDER_CACHE": project.root.appending("fresh").string])
      #expect(log.out.hasPrefix("how base was made\n"), "\(log.out)")
      #expect(try listDirectory(project.root.appending("fresh/drafts")) == [])

      // Nothing is taken in twice.
      let again = try await take("good", into: "fresh", project).decoded(as: Imported.self)
      #expect(again.results == 0 && again.present == works)
    }
  }

  @Test(.enabled(if: getuid() == 0, "only root can become another user"))
  func `an ordinary user takes in what root made, and removes it again`() async throws {
    try await withProject { project in
      _ = try await export(project)
      let name = "image-builder-\(UInt16.random(in: .min ... .max))"
      try await shell("useradd --no-create-home --user-group --shell /bin/sh \(name)", project)
      let result: Result<Void, any Error>
      do {
        try project.makeFolder("theirs")
        try await shell("chown \(name): theirs", project)
        func run(_ words: String...) async throws -> Ended {
          try await project.end(
            ["setpriv", "--reuid=\(name)", "--regid=\(name)", "--init-groups"]
              + [project.root.appending(".build/image-builder").string] + words,
            ["HOME": "/nonexistent", "IMAGE_BUILDER_CACHE": project.root.appending("theirs").string])
        }
        let imported = try await run("cache", "import", "good")
        #expect(imported.code == 0 && imported.out.hasPrefix("\(works) results came in"), "\(imported.errors)")
        #expect(try await run("plan", "qemu-debian-12", "--json").decoded(as: Plan.self).complete)
        #expect(try await run("cache", "verify").code == 0)
        let exported = try await run("cache", "export", "qemu-debian-12", "-o", "theirs/back")
        #expect(exported.code == 0, "\(exported.errors)")
        #expect(try await take("theirs/back", into: "again", project).decoded(as: Imported.self).results == works)
        let cleared = try await run("cache", "clear")
        #expect(cleared.code == 0 && cleared.out.hasPrefix("removed \(works) results"), "\(cleared.errors)")
        #expect(try listDirectory(project.root.appending("theirs")) == ["back", "locks"])
        result = .success(())
      } catch {
        result = .failure(error)
      }
      try await shell("userdel --force \(name)", project)
      try result.get()
    }
  }

  @Test func `what could read a secret stays out, with what was made from it`() async throws {
    try await withProject { project in
      _ = try await FilledCache(of: project, secrets: ["sysprep": ["root_password"]])
      let ended = try await project.run("cache", "export", "qemu-debian-12", "-o", "open")
      #expect(ended.code == 0, "\(ended.errors)")
      for phase in ["sysprep", "check", "disk", "boot", "package"] {
        let notice = "\(phase) stays out of the archive, as it may hold a secret: sysprep could read root_password"
        #expect(ended.errors.contains(notice), "\(ended.errors)")
      }
      #expect(try await take("open", into: "fresh", project).decoded(as: Imported.self).results == works - 5)
      let records = try await runAllowingFailure(
        Command(["grep", "-rlE", "sysprep|package.raw", project.root.appending("fresh").string]))
      #expect(records.output.isEmpty, "\(records.output)")
    }
  }

  @Test func `of a cut archive only what is whole comes in, and the rest comes later`() async throws {
    try await withProject { project in
      _ = try await export(project)
      try await shell(
        "zstd -dq < good > plain; head -c \"$(($(stat -c %s plain) * 2 / 3))\" plain | zstd -q > cut", project)
      let cut = try await take("cut", into: "fresh", project)
      #expect(cut.code == 3 && cut.errors.contains("could not be read to its end"), "\(cut.errors)")
      let imported = try cut.decoded(as: Imported.self)
      #expect(imported.results > 0 && imported.results < works && !imported.refused.isEmpty)
      #expect(try await verify("fresh", project).code == 0)
      #expect(try await isComplete(project, cache: "fresh") == false)
      let rest = try await take("good", into: "fresh", project).decoded(as: Imported.self)
      #expect(rest.results + imported.results == works && rest.present == imported.results)
      #expect(try await isComplete(project, cache: "fresh"))
    }
  }

  @Test func `what was changed in an archive is refused by its phase's name`() async throws {
    try await withProject { project in
      let cache = try await export(project, takingApart: true)
      let results = "parts/results"
      try await shell(
        """
        printf evil > \(results)/\(try cache.entry("base").result)/tree/srv/base
        printf evil > \(results)/\(try cache.entry("disk").result)/files/disk.raw
        ln -sf /etc/passwd \(results)/\(try cache.entry("node").result)/log
        mknod \(results)/\(try cache.entry("setup").result)/tree/null c 1 3 || true
        """, project)
      try await pack(project)
      let ended = try await take("bad", into: "fresh", project)
      #expect(ended.code == 3)
      let refused = try ended.decoded(as: Imported.self).refused.compactMap(\.name).sorted()
      #expect(
        refused == (getuid() == 0 ? ["base", "disk", "node", "setup"] : ["base", "disk", "node"]), "\(ended.out)")
      let verified = try await verify("fresh", project)
      #expect(verified.code == 0 && verified.out.contains("\(works - refused.count) results"), "\(verified.out)")
    }
  }

  @Test func `an archive that leads out of its folder writes nothing there`() async throws {
    try await withProject { project in
      let cache = try await export(project, takingApart: true)
      let base = "results/\(try cache.entry("base").result)/tree"
      try await pack(project)
      try project.makeFolder("outside")
      let script = """
        import io, os, sys, tarfile
        outside = os.path.abspath('outside')
        archive = tarfile.open('plain', 'a', format=tarfile.PAX_FORMAT)
        def add(name, **fields):
            member = tarfile.TarInfo(name)
            for field in fields: setattr(member, field, fields[field])
            member.size = 4 if member.type == tarfile.REGTYPE else 0
            archive.addfile(member, io.BytesIO(b'evil'))
        add('\(base)/' + '../' * 12 + outside + '/dots')
        add('/\(base)/../../../outside/absolute')
        add('\(base)/out', type=tarfile.SYMTYPE, linkname=outside)
        add('\(base)/out/through')
        add('\(base)/up', type=tarfile.SYMTYPE, linkname='../' * 12 + outside)
        add('\(base)/up/through-dots')
        add('\(base)/twin', type=tarfile.LNKTYPE, linkname='../' * 12 + outside + '/there')
        archive.close()
        """
      try project.write("mine", to: "outside/there")
      try project.write(script, to: "add.py")
      try await shell("zstd -dq < bad > plain; python3 add.py; zstd -q < plain > bad", project)
      let ended = try await take("bad", into: "fresh", project)
      #expect(ended.code == 3)
      #expect(try ended.decoded(as: Imported.self).refused.compactMap(\.name) == ["base"], "\(ended.out)")
      #expect(try listDirectory(project.root.appending("outside")) == ["there"])
      #expect(try project.read("outside/there") == "mine")
      let found = try await Shell.run(
        Command(["find", project.root.string, "-name", "dots", "-o", "-name", "through*"]))
      #expect(found.output.isEmpty)
      #expect(try await verify("fresh", project).code == 0)
    }
  }

  @Test(arguments: [
    ("s/disk.raw/..\\/..\\/x/g", "its record says what no cache writes"),
    ("s/\"disk_size\"/\"disk_side\"/g", "its record belongs to another key"),
  ])
  func `a record that cannot be right is refused`(change: String, fault: String) async throws {
    try await withProject { project in
      _ = try await export(project, takingApart: true)
      try await shell("sed -i '\(change)' parts/index.json", project)
      try await pack(project)
      let ended = try await take("bad", into: "fresh", project)
      #expect(ended.code == 3)
      let refused = try ended.decoded(as: Imported.self).refused
      #expect(refused.contains { $0.name == "disk" } && refused.count < works, "\(ended.out)")
      #expect(refused.allSatisfy { $0.fault == fault }, "\(ended.out)")
    }
  }

  @Test func `what is no archive, or not there, is said to be so`() async throws {
    try await withProject { project in
      try project.write("no archive", to: "text")
      let ended = try await project.run("cache", "import", "text")
      #expect(ended.code == 3 && ended.error.contains("this is no archive of results"), "\(ended.errors)")
      #expect(ended.hint.contains("image-builder cache export"))
      #expect(try await project.run("cache", "import", "nowhere").code == 2)
      let nothing = try await project.run("cache", "export", "qemu-debian-12", "-o", "empty")
      #expect(nothing.code == 3 && nothing.errors.contains("there is nothing to export"), "\(nothing.errors)")
      #expect(!project.has("empty"))
    }
  }
}
