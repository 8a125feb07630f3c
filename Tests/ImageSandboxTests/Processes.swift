import Shell

/// The processes whose arguments hold `mark`.
func processes(_ mark: String) async throws -> [String] {
  let output = try await run(Command(["ps", "-ax", "-o", "pid=,args="])).output
  return output.split(separator: "\n").map(String.init).filter { $0.contains(mark) && !$0.contains("ps -ax") }
}
