import Glibc
import Shell
import SystemPackage
import TestSupport
import Testing

@Suite struct `A guarded command` {
  @Test func `ends as it ends by itself`() async throws {
    try await runGuarded(Command(["true"]))
    let error = await #expect(throws: CommandError.self) {
      try await runGuarded(Command(["sh", "-c", "echo wrong >&2; exit 3"]))
    }
    #expect(error?.status == .exited(3))
    #expect(error?.lastLines == ["wrong"])
    #expect(error?.command.arguments.first == "sh")
  }

  @Test func `is gone when it is cancelled`() async throws {
    try await withTestDirectory { directory in
      let file = directory.appending("pid")
      let task = Task { try await runGuarded(Command(["sh", "-c", "echo $$ > \(file); exec sleep 60"])) }
      let pid = try await number(in: file)
      task.cancel()
      await #expect(throws: CancellationError.self) { try await task.value }
      #expect(try await isGone(pid))
    }
  }

  @Test func `is gone when the process is killed that runs it`() async throws {
    try await withTestDirectory { directory in
      let file = directory.appending("pid")
      let holder = Command([fixture.string, "sh", "-c", "echo $$ > \(file); exec sleep 60"])
      let held = Task { try await runAllowingFailure(holder).status }
      let pid = try await number(in: file)
      _ = try await run(Command(["pkill", "-KILL", "--full", "^\(fixture) .*\(file)"]))
      #expect(try await held.value == .signaled(Int(SIGKILL)))
      #expect(try await isGone(pid))
    }
  }

  /// Whether a process ends within two seconds; one that nobody has waited for yet counts as ended.
  private func isGone(_ pid: pid_t) async throws -> Bool {
    for _ in 0..<100 {
      let stat = try? await run(Command(["cat", "/proc/\(pid)/stat"])).output
      guard let stat, !stat.contains(") Z ") else { return true }
      try await Task.sleep(for: .milliseconds(20))
    }
    return false
  }

  private func number(in file: FilePath) async throws -> pid_t {
    for _ in 0..<500 {
      if let descriptor = try? FileDescriptor.open(file, .readOnly) {
        var bytes = [UInt8](repeating: 0, count: 32)
        let count = try descriptor.closeAfter { try bytes.withUnsafeMutableBytes { try descriptor.read(into: $0) } }
        let text = String(decoding: bytes[..<count], as: UTF8.self)
        if text.hasSuffix("\n"), let number = pid_t(text.dropLast()) { return number }
      }
      try await Task.sleep(for: .milliseconds(10))
    }
    Issue.record("the command did not start")
    return -1
  }
}

/// The program that runs guarded commands for the tests, beside the test bundle.
private let fixture: FilePath = {
  var name = [CChar](repeating: 0, count: Int(PATH_MAX))
  readlink("/proc/self/exe", &name, name.count - 1)
  return FilePath(platformString: name).removingLastComponent().appending("ShellFixture")
}()
