import ImageSandbox
import Storage
import SystemPackage
import Testing

@Suite struct FileTests {
  @Test func `files are written with their mode, their directories are made`() async throws {
    try await withStore { store in
      try await store.withSession { session in
        try await session.write(Array("one\n".utf8), to: "/srv/a/b", mode: 0o4755)
        #expect(try await session.facts("/srv/a/b")?.mode == 0o4755)
        try await session.append(Array("two\n".utf8), to: "/srv/a/b")
        try await session.append(Array("new\n".utf8), to: "/srv/a/c", mode: 0o600)
        #expect(try await session.read("/srv/a/b") == Array("one\ntwo\n".utf8))
        #expect(try await session.facts("/srv/a/c")?.mode == 0o600)
        #expect(try await session.facts("/srv/a")?.mode == 0o755)
        #expect(try await session.facts("/srv/a/d") == nil)
        #expect(try await session.list("/srv/a") == ["b", "c"])
        try await session.setOwner("/srv/a/b", user: 42, group: 43)
        try await session.setMode("/srv/a/b", 0o640)
        let facts = try #require(try await session.facts("/srv/a/b"))
        #expect(facts.owner == 42 && facts.group == 43 && facts.mode == 0o640 && facts.size == 8)
      }
    }
  }

  @Test func `links lead where they lead in the image`() async throws {
    try await withStore { store in
      try await store.withSession { session in
        try await session.link("/opt/link", to: "/etc")
        try await session.write(Array("x".utf8), to: "/opt/link/through")
        #expect(try await session.read("/etc/through") == Array("x".utf8))
        #expect(try await session.resolve("/opt/link/../opt/link/through") == "/etc/through")
        #expect(try await session.resolve("/opt/../../../etc") == "/etc")
        #expect(try await session.facts("/opt/link", followingLinks: false)?.target == "/etc")
        #expect(try await session.facts("/opt/link")?.kind == .directory)
        try await session.link("/opt/link", to: "/var")
        #expect(try await session.facts("/opt/link", followingLinks: false)?.target == "/var")
        try await session.link("/opt/loop", to: "/opt/loop")
        await #expect(throws: SandboxError.self) { try await session.read("/opt/loop") }
      }
    }
  }

  @Test func `patterns match in byte order, and what they match is removed`() async throws {
    try await withStore { store in
      try await store.withSession { session in
        for name in ["b.log", "a.log", "B.log", "keep"] { try await session.write([], to: "/var/log/\(name)") }
        try await session.write([], to: "/var/log/d.log/inside")
        let found = ["B.log", "a.log", "b.log", "d.log"].map { "/var/log/" + $0 }
        #expect(try await session.match("/var/log/*.log") == found)
        try await session.remove(["/var/log/*.log", "/var/log/none", "/etc/base", "/none/*"])
        #expect(try await session.list("/var/log") == ["keep"])
        #expect(try await session.facts("/etc/base") == nil)
      }
      #expect(fileExists(store.directory.appending("base/etc/base")))
    }
  }

  @Test func `renaming a directory of a lower layer says that it goes across layers`() async throws {
    try await withStore { store in
      try await store.withSession { session in
        try await session.rename("/etc/base", to: "/var/new/base")
        #expect(try await session.read("/var/new/base") == Array("base\n".utf8))
        let error = await #expect(throws: SandboxError.self) { try await session.rename("/etc", to: "/other") }
        #expect(error?.isAcrossLayers == true)
      }
    }
  }

  @Test func `files go in and out, and replace links`() async throws {
    try await withStore { store in
      let file = store.directory.appending("file")
      try writeAtomically("content", to: file)
      try await store.withSession { session in
        try await session.link("/etc/target", to: "/etc/base")
        try await session.copyIn(file, to: "/etc/target", mode: 0o751)
        #expect(try await session.facts("/etc/target", followingLinks: false)?.mode == 0o751)
        #expect(try await session.read("/etc/base") == Array("base\n".utf8))
        let out = store.directory.appending("out")
        try await session.copyOut("/etc/target", to: out)
        #expect(try readText(out) == "content")
        await #expect(throws: SandboxError.self) { try await session.copyIn("relative", to: "/etc/x") }
        await #expect(throws: SandboxError.self) {
          try await session.copyIn(store.directory.appending("missing"), to: "/etc/x")
        }
      }
    }
  }

  @Test func `requests of several tasks do not mix`() async throws {
    try await withStore { store in
      try await store.withSession { session in
        try await withThrowingTaskGroup { group in
          for number in 0..<20 {
            group.addTask {
              try await session.write(Array("\(number)".utf8), to: "/srv/\(number)")
              #expect(try await session.read("/srv/\(number)") == Array("\(number)".utf8))
            }
          }
          try await group.waitForAll()
        }
        #expect(try await session.list("/srv").count == 20)
      }
    }
  }
}
