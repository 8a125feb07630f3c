import Glibc
import Shell
import Synchronization
import SystemPackage
import TestSupport
import Testing

@Suite struct RunTests {
  @Test func `output is returned whole and lines come as they are printed`() async throws {
    let lines = Mutex<[OutputLine]>([])
    let result = try await run(Command(["sh", "-c", "echo one; echo two >&2; printf three"])) { line in
      lines.withLock { $0.append(line) }
    }
    #expect(result == CommandResult(output: "one\nthree", status: .exited(0)))
    let seen = lines.withLock { $0 }
    #expect(seen.filter { $0.stream == .output }.map(\.text) == ["one", "three"])
    #expect(seen.filter { $0.stream == .error }.map(\.text) == ["two"])
  }

  @Test func `a line comes before the command ends`() async throws {
    try await withTestDirectory { directory in
      let mark = directory.appending("seen")
      // The command ends well only if its first line was noticed while it ran.
      let script = "echo go; for i in $(seq 500); do [ -e seen ] && exit 0; sleep 0.02; done; exit 1"
      _ = try await run(Command(["sh", "-c", script], directory: directory)) { _ in
        close(mark.withPlatformString { creat($0, 0o600) })
      }
    }
  }

  @Test func `a failure names the command, its status and its last lines`() async throws {
    let command = Command(["sh", "-c", "seq 30; echo 'no space' >&2; exit 3"])
    let error = try #require(await #expect(throws: CommandError.self) { try await run(command) })
    #expect(error.status == .exited(3))
    #expect(error.lastLines.count == 20)
    #expect(error.lastLines.contains("30") && error.lastLines.contains("no space"))
    #expect(
      error.description.hasPrefix("`sh -c 'seq 30; echo '\\''no space'\\'' >&2; exit 3'` exited with status 3\n  "))
  }

  @Test func `a failure is a result where it is allowed`() async throws {
    let result = try await runAllowingFailure(Command(["sh", "-c", "echo no; exit 7"]))
    #expect(result == CommandResult(output: "no\n", status: .exited(7)))
  }

  @Test func `the signal that ended a command is told`() async throws {
    // SIGPIPE, which this process ignores and its children must not inherit so.
    let result = try await runAllowingFailure(Command(["sh", "-c", "kill -PIPE $$"]))
    #expect(result.status == .signaled(13))
  }

  @Test func `a missing program is told by name`() async throws {
    let error = try #require(
      await #expect(throws: CommandError.self) { try await run(Command(["no-such-program", "-x"])) })
    #expect(error.description == "`no-such-program -x` could not be started: there is no program `no-such-program`")
  }

  @Test func `a missing directory is an error of starting`() async throws {
    let error = try #require(
      await #expect(throws: CommandError.self) {
        try await run(Command(["true"], directory: "/nonexistent"))
      })
    guard case .notStarted = error.status else {
      Issue.record("\(error)")
      return
    }
  }

  @Test func `a relative program is found in the directory of its command`() async throws {
    try await withTestDirectory { directory in
      try #require(symlink("/bin/echo", directory.appending("say").string) == 0)
      let result = try await run(Command(["./say", "found"], directory: directory))
      #expect(result.output == "found\n")
      await #expect(throws: CommandError.self) { try await run(Command(["./other"], directory: directory)) }
    }
  }

  @Test func `a child sees the given environment and no other variable`() async throws {
    let result = try await run(Command(["/usr/bin/env"], environment: ["A": "b c", "PATH": "/usr/bin"]))
    #expect(result.output.split(separator: "\n").sorted() == ["A=b c", "PATH=/usr/bin"])
  }

  @Test func `input reaches the child and ends`() async throws {
    let input = [UInt8](repeating: 0x61, count: 3_000_000)
    let result = try await run(Command(["wc", "-c"], input: input))
    #expect(result.output == "3000000\n")
  }

  @Test func `a child that ignores its input is no failure`() async throws {
    let result = try await run(Command(["true"], input: [UInt8](repeating: 0, count: 3_000_000)))
    #expect(result.status == .exited(0))
  }

  @Test func `a child without input reads an empty one`() async throws {
    #expect(try await run(Command(["cat"])).output == "")
  }

  @Test func `a line may have any length`() async throws {
    let longest = Mutex(0)
    _ = try await run(Command(["sh", "-c", "head -c 5000000 /dev/zero | tr '\\0' x; echo; echo y"])) { line in
      longest.withLock { $0 = max($0, line.text.utf8.count) }
    }
    #expect(longest.withLock { $0 } == 5_000_000)
  }

  @Test func `malformed text is repaired`() async throws {
    #expect(try await run(Command(["printf", "a\\377b"])).output == "a\u{FFFD}b")
  }

  @Test func `many commands run at once`() async throws {
    let sum = try await withThrowingTaskGroup { group in
      for number in 1...40 {
        group.addTask { Int(try await run(Command(["printf", "\(number)"])).output) ?? 0 }
      }
      return try await group.reduce(0, +)
    }
    #expect(sum == 820)
  }
}
