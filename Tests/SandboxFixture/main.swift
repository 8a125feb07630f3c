import ImageSandbox
import SystemPackage

Sandbox.runIfAsked()

// SandboxFixture LAYER UPPER WORK ARGUMENT...: a builder that runs the host's shell on a layer, to be killed by a test.
let words = CommandLine.arguments
guard words.count > 4 else { throw SandboxError("usage: SandboxFixture LAYER UPPER WORK ARGUMENT...") }
let plan = SandboxPlan(
  root: .layers([FilePath(words[1])], upper: FilePath(words[2]), work: FilePath(words[3])),
  store: FilePath(words[1]).removingLastComponent(), sourceDateEpoch: 1_700_000_000)
try await Sandbox.withSession(plan) { session in
  try await session.run(
    SandboxCommand(["/bin/sh"] + words[4...], binds: [SandboxBind("/usr", at: "/usr", readOnly: true)]))
}
