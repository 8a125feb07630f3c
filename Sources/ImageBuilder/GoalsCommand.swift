import ArgumentParser
import Console
import FoundationEssentials
import TaskGraph

/// Make's way of asking: goals, settings and variables in any order.
struct GoalsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "make", abstract: "Do what these goals and assignments say, like make does.")

  @Argument(
    help: "Goals such as build-qemu-debian-12, settings such as PHASE=disk, variables such as disk_size=30G.",
    completion: .goals)
  var words: [String] = []

  @OptionGroup var run: RunOptions

  mutating func run() async throws {
    var settings = Settings(environment: ProcessInfo.processInfo.environment)
    try run.apply(to: &settings)
    var goals: [Goal] = []
    for word in words {
      if word.contains("=") { try settings.take(word) } else { goals.append(try Goal(word)) }
    }
    guard !goals.isEmpty else {
      throw UsageError("nothing was asked for", hint: "image-builder list shows every target, --help every command")
    }
    let workspace = try Workspace(settings)
    for family in [GoalFamily.clean, .deps, .validate, .build] {
      let targets = goals.filter { $0.family == family }.flatMap(\.targets)
      if !targets.isEmpty { try await perform(family, on: unique(targets), in: workspace) }
    }
  }

  private func perform(_ family: GoalFamily, on targets: [Target], in workspace: Workspace) async throws {
    let planOnly = run.planOnly || workspace.settings.hasFlag("n")
    switch family {
    case .build: try await ImageRun(workspace, targets, run).perform()
    case .validate: try await Validation(workspace, targets).perform()
    case .clean: try await OutputCleaning(workspace, targets).perform(planOnly: planOnly)
    case .deps: try await Validation(workspace, targets).checkMachine(planOnly: planOnly)
    }
  }
}

/// The same without repetitions, in order.
func unique(_ targets: [Target]) -> [Target] {
  var seen: Set<Target> = []
  return targets.filter { seen.insert($0).inserted }
}
