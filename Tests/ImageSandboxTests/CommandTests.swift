import Glibc
import ImageSandbox
import Shell
import Storage
import Synchronization
import SystemPackage
import Testing

@Suite struct CommandTests {
  @Test func `a command finds the fixed surroundings and nothing of the builder's`() async throws {
    setenv("BUILDER_SECRET", "1", 1)
    try await withStore { store in
      try await store.withSession { session in
        let environment = try await session.run(command("env")).output.split(separator: "\n").map(String.init)
        let expected = Surroundings.environment(sourceDateEpoch: TestStore.epoch).map { "\($0.key)=\($0.value)" }
        #expect(environment.sorted() == expected.sorted())
        #expect(try await session.run(script("umask; uname -n; id -u; id -G; pwd")).output == "0022\nimage\n0\n0\n/\n")
      }
    }
  }

  @Test func `a command reaches no file of the host`() async throws {
    try await withStore { store in
      try await store.withSession { session in
        let mounts = try await session.run(script("cut -d' ' -f5 /proc/self/mountinfo")).output
        #expect(!mounts.contains("/host"))
        #expect(try await session.run(script("ls -d /home 2>/dev/null || true")).output == "")
        #expect(try await session.run(script("ls /tmp; ls /run")).output == "image-builder\nlock\n")
      }
    }
  }

  @Test func `a command without network has only a loopback, which is up`() async throws {
    try await withStore { store in
      try await store.withSession { session in
        let devices = try await session.run(script("tail -n +3 /proc/net/dev | cut -d: -f1 | tr -d ' '")).output
        #expect(devices == "lo\n")
        #expect(try await session.run(script("cat /sys/class/net/lo/flags")).output == "0x9\n")
        #expect(try await session.run(script("readlink /proc/self/ns/net")).output != hostNetwork())
        #expect(try await session.run(script("readlink /proc/self/ns/net", network: true)).output == hostNetwork())
      }
    }
  }

  @Test func `the kernel's settings cannot be changed`() async throws {
    try await withStore { store in
      try await store.withSession { session in
        for path in ["/proc/sys/kernel/printk", "/sys/kernel/mm/transparent_hugepage/enabled"] {
          let result = try await session.runAllowingFailure(script("echo 1 > \(path)"))
          #expect(result.status != .exited(0), "\(path)")
        }
      }
    }
  }

  @Test func `input, output and errors of any size pass`() async throws {
    try await withStore { store in
      try await store.withSession { session in
        let text = String(repeating: "0123456789\n", count: 100_000)
        #expect(try await session.run(command("cat", input: text)).output == text)
        #expect(try await session.run(command("true", input: text)).output == "")
        let errors = Mutex(0)
        try await session.run(script("seq 100000 >&2")) { line in
          if line.stream == .error { errors.withLock { $0 += 1 } }
        }
        #expect(errors.withLock { $0 } == 100_000)
      }
    }
  }

  @Test func `a command that fails says how, and its last lines`() async throws {
    try await withStore { store in
      try await store.withSession { (session) async throws in
        let error = await #expect(throws: CommandError.self) {
          try await session.run(script("seq 30; echo broken >&2; exit 3"))
        }
        #expect(error?.status == .exited(3))
        #expect(error?.lastLines.count == 20)
        #expect(error?.lastLines.contains("broken") == true)
        #expect(try await session.runAllowingFailure(script("kill -9 $$")).status == .signaled(9))
      }
    }
  }

  @Test func `a program that is not there is named, and the session goes on`() async throws {
    try await withStore { store in
      try await store.withSession { (session) async throws in
        let missing = command("no-such-program")
        let error = await #expect(throws: SandboxError.self) { () async throws in try await session.run(missing) }
        #expect(error?.description.contains("no-such-program") == true)
        #expect(error?.code == ENOENT)
        #expect(try await session.run(command("echo", "on")).output == "on\n")
      }
    }
  }

  @Test func `what a command leaves running ends with it`() async throws {
    try await withStore { store in
      try await store.withSession { session in
        try await session.run(script("setsid sleep 1000 & (sleep 1000 &) ; exit 0"))
        #expect(try await session.run(script("ls -d /proc/[0-9]* | wc -l")).output == "4\n")
      }
    }
  }

  @Test func `uname answers for the image's kernel`() async throws {
    try await withStore { store in
      try await store.withSession { session in
        try await session.makeDirectory("/var/modules/6.9.8-test")
        let bind = SandboxBind(store.directory.appending("upper/var/modules"), at: "/usr/lib/modules")
        var uname = script("uname -r; uname -sr; uname -a | cut -d' ' -f1-3; uname --kernel-release")
        #expect(try await session.run(uname).output.hasPrefix("6.1.0\n") || fileExistsOnHost("/usr/lib/modules"))
        if fileExistsOnHost("/usr/lib/modules") {
          uname.binds.append(bind)
          let expected = "6.9.8-test\nLinux 6.9.8-test\nLinux image 6.9.8-test\n6.9.8-test\n"
          #expect(try await session.run(uname).output == expected)
        }
      }
    }
  }

  @Test func `the host's programs see the image, and a host that cannot be written`() async throws {
    try await withStore { store in
      try await store.withSession { (session) async throws in
        let place = Surroundings.imagePlace
        var seen = SandboxCommand(
          ["/bin/sh", "-euc", "cat \(place)/etc/base; echo new > \(place)/etc/new"], root: .host)
        #expect(try await session.run(seen).output == "base\n")
        #expect(try await session.read("/etc/new") == Array("new\n".utf8))
        seen.arguments = ["touch", "\(store.directory)/written"]
        #expect(try await session.runAllowingFailure(seen).status == .exited(1))
      }
    }
  }

  @Test func `a bind is made for one command, and what it was mounted on is gone after it`() async throws {
    try await withStore { store in
      try writeAtomically("shown", to: store.directory.appending("file"))
      try await store.withSession { (session) async throws in
        var seen = script("cat /srv/deep/file; if echo x > /srv/deep/file; then echo written; fi 2>/dev/null")
        seen.binds.append(SandboxBind(store.directory.appending("file"), at: "/srv/deep/file", readOnly: true))
        #expect(try await session.run(seen).output == "shown")
        #expect(try await session.list("/srv") == [])
        seen.binds[1] = SandboxBind(store.directory.appending("file"), at: "/srv/deep/file")
        #expect(try await session.run(seen).output == "shownwritten\n")
        seen.binds[1] = SandboxBind("relative", at: "/srv/deep/file")
        await #expect(throws: SandboxError.self) { try await session.run(seen) }
      }
    }
  }

  @Test func `a cancelled session is gone at once, with its command`() async throws {
    try await withStore { (store) async throws in
      let mark = "47\(getpid())"
      let task = Task { try await store.withSession { try await $0.run(command("sleep", mark)) } }
      try await waitForProcesses(mark)
      task.cancel()
      await #expect(throws: CancellationError.self) { try await task.value }
      try await waitForNoProcess(mark)
      #expect(try await processes(mark).isEmpty)
    }
  }
}

/// What /proc calls the network of this process.
private func hostNetwork() -> String {
  var name = [CChar](repeating: 0, count: 64)
  readlink("/proc/self/ns/net", &name, name.count - 1)
  return String(platformString: name) + "\n"
}

private func fileExistsOnHost(_ path: String) -> Bool { access(path, F_OK) == 0 }
