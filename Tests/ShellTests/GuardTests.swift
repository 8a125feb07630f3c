import Glibc
import Synchronization
import SystemPackage
import TestSupport
import Testing

@testable import Shell

@Suite struct GuardTests {
  @Test func `a guarded command prints and ends as it does by itself`() async throws {
    let command = Command(["sh", "-c", "echo one; sleep 0.2; echo two"], endsWithCaller: true)
    #expect(try await run(command) == CommandResult(output: "one\ntwo\n", status: .exited(0)))
    let failing = Command(["sh", "-c", "exit 3"], endsWithCaller: true)
    #expect(try await runAllowingFailure(failing).status == .exited(3))
    let killed = Command(["sh", "-c", "kill -s TERM $$"], endsWithCaller: true)
    #expect(try await runAllowingFailure(killed).status == .signaled(15))
  }

  @Test func `a guarded command is killed when the process goes away that started it`() async throws {
    // The pipe from `sleep` stands for the one from this process, which cannot be killed here.
    let script = "sleep 0.3 | \"$@\"; echo \"status $?\""
    let line = ["sh", "-c", script, "test"] + Guard.arguments(["sleep", "600"])
    let start = ContinuousClock.now
    #expect(try await run(Command(line)).output == "status 137\n")
    #expect(ContinuousClock.now - start < .seconds(300))
  }

  @Test func `a guarded command that is cancelled is gone`() async throws {
    let start = ContinuousClock.now
    let running = Task { try await run(Command(["sleep", "600"], endsWithCaller: true)) }
    try await Task.sleep(for: .milliseconds(300))
    running.cancel()
    await #expect(throws: CancellationError.self) { try await running.value }
    #expect(ContinuousClock.now - start < .seconds(300))
  }

  @Test func `a guarded command can be talked to, and ends as it does by itself`() async throws {
    let script = "read word; echo got $word; exit 3"
    let said = Mutex("")
    let error = await #expect(throws: CommandError.self) {
      try await withConversation(Command(["sh", "-c", script], endsWithCaller: true)) { conversation in
        try await conversation.write(Array("one\n".utf8))
        for try await chunk in conversation.chunks {
          said.withLock { $0 += String(decoding: chunk, as: UTF8.self) }
        }
      }
    }
    #expect(said.withLock { $0 } == "got one\n")
    #expect(error?.status == .exited(3))
  }

  @Test func `a guarded command that is talked to may take its time between its last word and its end`() async throws {
    let script = "echo bye; exec >&-; sleep 0.5; exit 3"
    let error = await #expect(throws: CommandError.self) {
      try await withConversation(Command(["sh", "-c", script], endsWithCaller: true)) { conversation in
        for try await _ in conversation.chunks {}
      }
    }
    #expect(error?.status == .exited(3))
  }

  @Test func `a guarded command that is talked to is killed when the process goes away that talks to it`() async throws
  {
    // The pipe from `sleep` stands for the one from this process; the group that is killed is one of their own.
    let script = "sleep 0.3 | setsid --wait \"$@\"; echo \"status $?\""
    let line = ["sh", "-c", script, "test"] + Guard.conversing(["sleep", "600"])
    let start = ContinuousClock.now
    #expect(try await run(Command(line)).output == "status 137\n")
    #expect(ContinuousClock.now - start < .seconds(300))
  }

  @Test func `a guarded program that is not there is an error`() async {
    let error = await #expect(throws: CommandError.self) {
      try await run(Command(["no-such-program"], endsWithCaller: true))
    }
    #expect(error?.description.contains("there is no program `no-such-program`") == true)
  }

  @Test func `a guarded command is gone when the process is killed that runs it`() async throws {
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
