import Glibc
import ImageSandbox
import ImageTerminal
import Shell
import SystemPackage

Sandbox.runIfAsked()

// SandboxFixture LAYER UPPER WORK PROGRAM ARGUMENT...: a builder that runs a program of the host on a layer, talking to
// it over its own streams. A test kills it, or looks at it through a terminal.
let words = CommandLine.arguments
guard words.count > 4 else { throw SandboxError("usage: SandboxFixture LAYER UPPER WORK PROGRAM ARGUMENT...") }
let plan = SandboxPlan(
  root: .layers([FilePath(words[1])], upper: FilePath(words[2]), work: FilePath(words[3])),
  store: FilePath(words[1]).removingLastComponent(), sourceDateEpoch: 1_700_000_000)
let status = try await Sandbox.withSession(plan) { session in
  try await session.converseOnStandardStreams(
    SandboxCommand(Array(words[4...]), binds: [SandboxBind("/usr", at: "/usr", readOnly: true)]), kind: "xterm"
  ) { print("entered") }
}
guard case .exited(let code) = status else { exit(99) }
exit(Int32(code))
