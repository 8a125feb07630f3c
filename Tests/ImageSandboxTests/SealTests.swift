import Digests
import Glibc
import ImageSandbox
import Storage
import SystemPackage
import Testing

@Suite struct SealTests {
  /// What every layer here begins with.
  private func fill(_ session: SandboxSession) async throws {
    try await session.write(Array("content".utf8), to: "/srv/file")
    try await session.write(Array("other".utf8), to: "/srv/other")
    try await session.link("/srv/link", to: "file")
  }

  @Test func `the same content has the same digest, whenever and wherever it was made`() async throws {
    try await withStore { store in
      let first = try await store.seal(upper: "first") { try await fill($0) }
      try await Task.sleep(for: .milliseconds(1100))
      let second = try await store.seal(upper: "second") { session in
        try await session.write([], to: "/srv/later")
        try await session.write(Array("other".utf8), to: "/srv/other")
        try await fill(session)
        try await session.remove(["/srv/later"])
        // Copied up from below, where it has another inode.
        try await session.append([], to: "/etc/base")
      }
      let third = try await store.seal(upper: "third") { session in
        try await fill(session)
        try await session.append([], to: "/etc/base")
      }
      #expect(second == third)
      #expect(first != second)
      #expect(first.entryCount == 5)
      #expect(first.byteCount == 12)
      #expect(try await Sandbox.measure(store.directory.appending("first"), program: fixture) == first)
    }
  }

  @Test func `many files are digested at once, time and again, without end in a lock`() async throws {
    try await withStore { store in
      let first = try await store.seal { session in
        try await session.run(script("cd /srv; seq 4000 | xargs touch"))
      }
      for _ in 0..<20 {
        #expect(try await Sandbox.measure(store.directory.appending("upper"), program: fixture) == first)
      }
    }
  }

  @Test(arguments: [
    "printf CONTENT > /srv/file", "chmod 600 /srv/file", "chmod 700 /srv", "chown 1:0 /srv/file", "chgrp 1 /srv/file",
    "chown -h 1 /srv/link", "ln -sfn other /srv/link", "mv /srv/file /srv/File", "touch /srv/.new", "mkdir /srv/new",
    "ln -f /srv/file /srv/other", "rm /etc/base", "rm -r /opt; mkdir /opt", "mkfifo /srv/pipe",
    "touch -d @1000 /srv/file", "rm /srv/link",
  ])
  func `every change of a layer changes its digest`(_ change: String) async throws {
    try await withStore { store in
      let plain = try await store.seal(upper: "plain") { try await fill($0) }
      let changed = try await store.seal(upper: "changed") { session in
        try await fill(session)
        try await session.run(script(change))
      }
      #expect(plain.digest != changed.digest)
    }
  }

  @Test func `a removed directory is told from one that was emptied`() async throws {
    try await withStore { store in
      _ = try await store.seal(upper: "full") { try await $0.write([], to: "/opt/a/b") }
      let removed = try await store.seal(["full", "base"], upper: "removed") { session in
        try await session.run(script("rm -r /opt/a; mkdir /opt/a"))
      }
      let emptied = try await store.seal(["full", "base"], upper: "emptied") { session in
        try await session.run(script("rm /opt/a/b"))
      }
      #expect(removed.digest != emptied.digest)
    }
  }

  @Test func `a file capability and a user's attribute count`() async throws {
    guard access("/usr/bin/python3", X_OK) == 0 else { return }
    try await withStore { store in
      var digests: Set<String> = []
      // VFS_CAP_REVISION_2 with CAP_NET_RAW.
      let capability = "security.capability', b'\\x01\\x00\\x00\\x02' + b'\\x00\\x20' + bytes(14)"
      for (index, attribute) in ["", "user.test', b'1'", "user.test', b'2'", capability].enumerated() {
        let seal = try await store.seal(upper: "layer\(index)") { session in
          try await fill(session)
          guard !attribute.isEmpty else { return }
          let python = "import os; os.setxattr('/run/image-builder/image/srv/file', '\(attribute))"
          try await session.run(SandboxCommand(["/usr/bin/python3", "-c", python], root: .host))
        }
        digests.insert(seal.digest.hex)
      }
      #expect(digests.count == 4)
    }
  }

  @Test func `times newer than the epoch are clamped on disk, older ones are kept`() async throws {
    try await withStore { store in
      _ = try await store.seal { session in
        try await fill(session)
        try await session.run(script("touch -d @1000 /srv/other"))
      }
      let upper = store.directory.appending("upper/srv")
      for path in [upper, upper.appending("file"), upper.appending("link")] {
        let time = try fileStatus(path).mtime
        #expect(time == FileTime(seconds: TestStore.epoch, nanoseconds: 0), "\(path)")
      }
      #expect(try fileStatus(upper.appending("other")).mtime == FileTime(seconds: 1000, nanoseconds: 0))
    }
  }

  @Test func `names need not be UTF-8`() async throws {
    try await withStore { store in
      let first = try await store.seal(upper: "first") { try await $0.run(script("touch \"/srv/$(printf '\\377')\"")) }
      let second = try await store.seal(upper: "second") {
        try await $0.run(script("touch \"/srv/$(printf '\\376')\""))
      }
      #expect(first.digest != second.digest)
    }
  }
}
