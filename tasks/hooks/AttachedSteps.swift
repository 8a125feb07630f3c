import Engine
import ImageTree
import TaskGraph
import Variables

/// What the user's variables attach to a phase: roles, and hooks around everything else.
func attachedSteps(to phase: PhaseName, _ circumstances: Circumstances) throws -> AttachedSteps<Image> {
  let hooks = try allHooks(circumstances.values).filter { $0.home == phase && !$0.judges }
  let before = try attachedRoles(to: phase, isBefore: true, circumstances)
  let after = try attachedRoles(to: phase, isBefore: false, circumstances)
  return AttachedSteps(
    before: try hooks.filter(\.precedesHome).map { try step(of: $0, circumstances) } + before,
    after: try after + hooks.filter { !$0.precedesHome }.map { try step(of: $0, circumstances) },
    tools: (before + after).contains { $0.parameter != nil } ? [ansibleTool] : [])
}

/// All hooks of a target, in their order; throws `Failure` where one cannot be meant.
func allHooks(_ values: VariableSet) throws -> [Hook] {
  guard let variable = values[.hooks], case .records(let records) = variable.value else { return [] }
  do {
    let hooks = try records.map(Hook.init)
    for (place, hook) in hooks.enumerated() where hooks[..<place].contains(where: { $0.title == hook.title }) {
      throw Failure("hooks: two hooks are called `\(hook.name)`", hint: "give each one a `name`")
    }
    return hooks
  } catch let failure as Failure {
    throw Failure("\(failure.message)\n  \(variable.origin.place)", hint: failure.hint)
  }
}

private func step(of hook: Hook, _ circumstances: Circumstances) throws -> Step<Image> {
  let files = try circumstances.userFiles(of: .hooks, [hook.script])
  return try Step(
    hook.title, parameter: hook, files: { _ in files }, folder: "hooks", lifetime: hook.lifetime
  ) { image, hook in
    try await runUserScript(
      "the hook `\(hook.name)` (\(hook.script))", file: hook.script, network: hook.network, in: image)
  }
}
