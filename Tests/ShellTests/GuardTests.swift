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
    let line = ["sh", "-c", script, "test"] + Guard.arguments(["sleep", "60"])
    let start = ContinuousClock.now
    #expect(try await run(Command(line)).output == "status 137\n")
    #expect(ContinuousClock.now - start < .seconds(20))
  }

  @Test func `a guarded command that is cancelled is gone`() async throws {
    let start = ContinuousClock.now
    let running = Task { try await run(Command(["sleep", "60"], endsWithCaller: true)) }
    try await Task.sleep(for: .milliseconds(300))
    running.cancel()
    await #expect(throws: CancellationError.self) { try await running.value }
    #expect(ContinuousClock.now - start < .seconds(20))
  }

  @Test func `a guarded program that is not there is an error`() async {
    let error = await #expect(throws: CommandError.self) {
      try await run(Command(["no-such-program"], endsWithCaller: true))
    }
    #expect(error?.description.contains("there is no program `no-such-program`") == true)
  }
}
