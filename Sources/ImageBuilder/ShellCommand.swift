import ArgumentParser
import Console
import Engine
import FoundationEssentials
import ImageSandbox
import StepCache
import SystemPackage
import TaskGraph

/// Opens a shell in an image.
struct ShellCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "shell",
    abstract: "Run a shell, or a command, in the image as a phase left it; what it changes is thrown away.",
    discussion: """
      image-builder shell build-qemu-debian-12 kubernetes
      image-builder shell build-qemu-debian-12 -- dpkg --list

      On a terminal the shell has a terminal of its own; otherwise standard input, output and errors are passed on.
      The exit status is the shell's, or that of the command.
      """)

  @Argument(help: "A target, such as build-qemu-debian-12.")
  var target: TargetArgument

  @Argument(help: "A phase that leaves a layer; the last one that was built, if none is given.", completion: .phases)
  var phase: String?

  @Flag(help: "Give the commands the network of this machine.")
  var network = false

  @OptionGroup var variables: VariableOptions

  @Argument(parsing: .postTerminator, help: "A command, after --; a shell if none is given.")
  var command: [String] = []

  mutating func run() async throws {
    let settings = try ReportOptions.settings(with: variables)
    let workspace = try Workspace(settings)
    let target = try target.target()
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
}
