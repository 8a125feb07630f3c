import ArgumentParser
import Console
import Engine
import FoundationEssentials
import ImageSandbox
import StepCache
import SystemPackage
import TaskGraph
import Variables

/// Opens a shell in an image.
struct ShellCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "shell",
    abstract: "Run a shell, or a command, in the image as a phase left it; what it changes is thrown away.",
    discussion: """
      image-builder shell build-qemu-debian-12 kubernetes
      image-builder shell build-qemu-debian-12 -- dpkg --list
      image-builder shell --failed build-qemu-debian-12

      On a terminal the shell has a terminal of its own; otherwise standard input, output and errors are passed on.
      The exit status is the shell's, or that of the command.
      """)

  @Argument(help: "A target, such as build-qemu-debian-12.")
  var target: TargetArgument

  @Argument(help: "A phase that leaves a layer; the last one that was built, if none is given.", completion: .phases)
  var phase: String?

  @Flag(help: "Open the tree of what failed last instead, as the step left it, with its supplies in /run/supplies.")
  var failed = false

  @Flag(help: "Give the commands the network of this machine.")
  var network = false

  @OptionGroup var variables: VariableOptions

  @Argument(parsing: .postTerminator, help: "A command, after --; a shell if none is given.")
  var command: [String] = []

  mutating func run() async throws {
    let settings = try ReportOptions.settings(with: variables)
    let workspace = try Workspace(settings)
    let target = try target.target()
    if failed { return try await openFailed(target, workspace) }
    let phase = try asked(phase, of: target)
    let values = try workspace.variables(of: target)
    let assembly = try await workspace.assemble([(target, values)])
    let planner = Planner(graph: assembly.graph, selection: Selection(), store: workspace.store)
    let image = try planner.layers(of: target, upTo: phase)
    defer { workspace.store.releaseAll() }
    let shell = ImageShell(
      store: workspace.store.root, layers: image.layers, network: network,
      terminalKind: settings.environment["TERM"] ?? "dumb")
    let status = try await shell.run(
      command,
      greeting: "this is \(target.goal) as \(image.phase) left it; what you change is thrown away when you leave")
    if status != 0 { throw ArgumentParser.ExitCode(status) }
  }

  private func openFailed(_ target: Target, _ workspace: Workspace) async throws {
    if let phase { throw UsageError("--failed takes no phase", hint: "leave \(phase) out: what failed last is opened") }
    guard let tree = workspace.store.failedTree(of: target), let layers = workspace.store.layers(of: tree) else {
      throw UsageError(
        "there is no tree of a failure of \(target.goal)",
        hint: "only what failed last in a phase with a layer is kept, until that is built or the cache is cleaned")
    }
    defer { workspace.store.releaseAll() }
    let epoch = try workspace.variables(of: target)["source_date_epoch"].flatMap { Int64($0.value.text) }
    var shell = ImageShell(
      store: workspace.store.root, layers: layers, network: network,
      terminalKind: workspace.settings.environment["TERM"] ?? "dumb")
    shell.sourceDateEpoch = epoch ?? 0
    shell.binds = tree.supplies.map { name, path in
      SandboxBind(workspace.store.root.appending(path), at: "/run/supplies/\(name)", readOnly: true)
    }
    let ago = agoText(Int64(Date().timeIntervalSince1970) - tree.time)
    let step = tree.step.map { " in `\($0)`" } ?? ""
    let failed = tree.command.map { "\nthe command was: \($0)" } ?? ""
    let status = try await shell.run(
      command,
      greeting:
        "this is \(tree.work) of \(target.goal) as it failed\(step) \(ago); what you change is thrown away\(failed)")
    if status != 0 { throw ArgumentParser.ExitCode(status) }
  }
}
