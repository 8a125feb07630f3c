import ImageSandbox
import Shell
import SystemPackage

Sandbox.runIfAsked()

// SandboxFixture LAYER UPPER WORK PROGRAM ARGUMENT...: a builder that runs one command on a layer, to be killed by a test.
let words = CommandLine.arguments
guard words.count > 4 else { throw SandboxError("usage: SandboxFixture LAYER UPPER WORK PROGRAM ARGUMENT...") }
let plan = SandboxPlan(
  root: .layers([FilePath(words[1])], upper: FilePath(words[2]), work: FilePath(words[3])),
  store: FilePath(words[1]).removingLastComponent(), sourceDateEpoch: 1_700_000_000)
try await Sandbox.withSession(plan) { session in
  _ = try await session.run(SandboxCommand(Array(words[4...]))) { print($0.text) }
}
