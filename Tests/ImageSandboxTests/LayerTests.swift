import Glibc
import ImageSandbox
import Shell
import Storage
import SystemPackage
import Testing

@Suite struct LayerTests {
  @Test func `layers stack: what an upper one removed or replaced stays so`() async throws {
    try await withStore { store in
      _ = try await store.seal(upper: "first") { session in
        try await session.write(Array("1".utf8), to: "/srv/directory/old")
        try await session.write(Array("1".utf8), to: "/srv/kept")
      }
      _ = try await store.seal(["first", "base"], upper: "second") { session in
        try await session.remove(["/srv/directory", "/etc/base"])
        try await session.write(Array("2".utf8), to: "/srv/directory/new")
      }
      let plan = SandboxPlan(
        root: .layers(["second", "first", "base"], upper: nil, work: nil), store: store.directory, sourceDateEpoch: 0)
      try await Sandbox.withSession(plan, program: fixture) { session in
        let names = try await session.list("/srv/directory")
        #expect(names == ["new"])
        #expect(try await session.list("/srv") == ["directory", "kept"])
        #expect(try await session.facts("/etc/base") == nil)
        await #expect(throws: SandboxError.self) { try await session.write([], to: "/etc/x") }
      }
    }
  }

  @Test func `a first layer needs none below, and does not show overlay's marks when it is alone`() async throws {
    try await withStore { store in
      _ = try await store.seal([], upper: "first") { session in
        try await session.write(Array("1".utf8), to: "/srv/file")
        #expect(try await session.list("/") == ["dev", "proc", "run", "srv", "sys", "tmp"])
      }
      let alone = SandboxPlan(
        root: .layers(["first"], upper: nil, work: nil), store: store.directory, sourceDateEpoch: 0)
      try await Sandbox.withSession(alone, program: fixture) { (session) async throws in
        #expect(try await session.read("/srv/file") == Array("1".utf8))
        let python = "import os; print(os.listxattr('/run/image-builder/image/srv'))"
        if access("/usr/bin/python3", X_OK) == 0 {
          let shown = SandboxCommand(["/usr/bin/python3", "-c", python], root: .host)
          #expect(try await session.run(shown).output == "[]\n")
        }
      }
    }
  }

  @Test func `a plain directory is written directly`() async throws {
    try await withStore { store in
      let plan = SandboxPlan(root: .directory("plain"), store: store.directory, sourceDateEpoch: 0)
      try await Sandbox.withSession(plan, program: fixture) { try await $0.write([65], to: "/srv/file") }
      #expect(try readText(store.directory.appending("plain/srv/file")) == "A")
    }
  }

  @Test func `a sealed session runs nothing more`() async throws {
    try await withStore { store in
      try await store.withSession { session in
        _ = try await session.seal()
        await #expect(throws: SandboxError.self) { try await session.run(command("true")) }
        await #expect(throws: SandboxError.self) { _ = try await session.seal() }
      }
      #expect(!fileExists(store.directory.appending("upper.work")))
    }
  }

  @Test(arguments: ["missing", "file", "dangling", "absolute"])
  func `the resolver is there for a command with network, and never left behind`(_ kind: String) async throws {
    try await withStore { store in
      _ = try await store.seal(upper: "first") { session in
        switch kind {
        case "file": try await session.write(Array("image\n".utf8), to: "/etc/resolv.conf")
        case "dangling": try await session.link("/etc/resolv.conf", to: "../run/systemd/resolve/stub-resolv.conf")
        case "absolute": try await session.link("/etc/resolv.conf", to: "/etc/resolv/none.conf")
        default: break
        }
      }
      let host = try readText("/etc/resolv.conf")
      _ = try await store.seal(["first", "base"], upper: "second") { session in
        let seen = try await session.run(script("cat /etc/resolv.conf", network: true)).output
        #expect(seen == host)
        #expect(
          try await session.run(script("cat /etc/resolv.conf || true")).output == (kind == "file" ? "image\n" : ""))
      }
      let etc = store.directory.appending("second/etc")
      #expect(try !fileExists(etc) || listDirectory(etc) == [])
    }
  }
}
