import Shell

/// The processes whose arguments hold `mark`.
func processes(_ mark: String) async throws -> [String] {
  let output = try await run(Command(["ps", "-ax", "-o", "pid=,args="])).output
  return output.split(separator: "\n").map(String.init).filter { $0.contains(mark) && !$0.contains("ps -ax") }
}

/// Waits, for half a minute at most, until some processes have `mark` in their arguments.
func waitForProcesses(_ mark: String, count: Int = 1) async throws {
  for _ in 0..<600 {
    if try await processes(mark).count >= count { return }
    try await Task.sleep(for: .milliseconds(50))
  }
}

/// Waits, for ten seconds at most, until no process has `mark` in its arguments.
func waitForNoProcess(_ mark: String) async throws {
  for _ in 0..<200 {
    if try await processes(mark).isEmpty { return }
    try await Task.sleep(for: .milliseconds(50))
  }
}
