import Shell
package import SystemPackage

/// Runs a line of the shell; returns what it printed, and throws `CommandError` where it fails.
@discardableResult
package func shell(_ line: String, in directory: FilePath? = nil) async throws -> String {
  try await run(Command(["sh", "-eu", "-c", line], environment: environment, directory: directory)).output
}

/// What a command of the tests is given.
package let environment = Command.inherited.merging(["LC_ALL": "C.UTF-8"]) { $1 }
