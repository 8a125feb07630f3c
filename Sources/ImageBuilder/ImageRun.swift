import Console
import Engine
import FoundationEssentials
import ImageTerminal
import StepCache
import TaskGraph
import Tasks
import Variables

/// A build of images, from what was typed to what is shown.
struct ImageRun {
  let workspace: Workspace
  let targets: [Target]
  private let request: RunOptions

  /// Prepares to build targets.
  init(_ workspace: Workspace, _ targets: [Target], _ request: RunOptions) {
    self.workspace = workspace
    self.targets = targets
    self.request = request
  }

  /// Builds them, or says what would be done; throws `ExitCode` where not all went well.
  func perform() async throws {
    let resolved = try await workspace.variables(of: targets)
    let planOnly = request.planOnly || workspace.settings.hasFlag("n")
    let assembly = try await workspace.assemble(resolved, remembering: !planOnly)
    let selection = try selection(in: assembly)
    let changes = try await workspace.refresh(assembly, resolved, selection, confirming: !planOnly)
    let planner = Planner(graph: assembly.graph, selection: selection, store: workspace.store, changes: changes)
    let plan = planner.plan()
    workspace.showLimits(of: targets)
    if planOnly {
      workspace.output.show(PlanReport(plan, histories: histories()))
      return
    }
    try showNotices(resolved.map(\.values))
    if !plan.isComplete { try await checkMachine(for: plan, of: assembly) }
    let ended = try await build(assembly, plan, selection, resolved, changes: changes, in: workspace.store)
    try ended.settle()
    try await keepBounded(ended, resolved.map(\.values))
    guard ended.summary.succeeded else { throw ExitCode(ended.summary) }
  }

  /// Builds what a plan says and shows it; what was built is not settled yet.
  func build(
    _ assembly: Assembly, _ plan: Plan, _ selection: Selection, _ resolved: [(target: Target, values: VariableSet)],
    changes: [Work.ID: [PackageChange]] = [:],
    in store: Store, delivering: Bool = true
  ) async throws -> Ended {
    let display = try Display(
      outline: Outline(
        graph: assembly.graph, works: plan.items.map(\.work), headers: try resolved.map(header),
        expected: expectations(assembly)
      ),
      manner: workspace.output.manner(amount, environment: workspace.settings.environment),
      events: workspace.settings.events)
    defer { display.close() }
    let stage = Stage(redactor: Redactor(secrets: secrets(of: resolved.map(\.values))), listener: display.take)
    var options = options(selection, changes, delivering: delivering)
    options.asking = asking(display)
    let ended = try await Build(assembly, options: options, store: store, stage: stage).run()
    display.close()
    return ended
  }

  /// Whom to ask when a step fails: nobody, unless that is wanted and possible.
  private func asking(_ display: Display) -> Trouble.Asking? {
    guard workspace.settings.isOn("ON_ERROR_ASK") else { return nil }
    guard isAtTerminal else {
      workspace.output.notice("ON_ERROR_ASK asks nobody: input and output are no terminal")
      return nil
    }
    let questions = Questions(
      display, output: workspace.output, terminalKind: workspace.settings.environment["TERM"] ?? "dumb")
    return { await questions.ask($0) }
  }

  /// What several targets allow differently, the most generous one allows.
  private func keepBounded(_ ended: Ended, _ sets: [VariableSet]) async throws {
    let sizes = sets.compactMap { set in
      if case .bytes(let bytes)? = set["cache_max_size"]?.value { bytes } else { nil }
    }
    guard let maximum = sizes.max() else { return }
    do {
      if let removed = try await ended.release(keepingBelow: maximum), removed.bytes > 0 {
        workspace.output.notice(CollectionReport(removed).line(bound: maximum))
      }
    } catch  where !(error is CancellationError) {
      workspace.output.warn("the cache could not be kept below \(sizeText(maximum)): \(error)")
    }
  }

  private func options(_ selection: Selection, _ changes: [Work.ID: [PackageChange]], delivering: Bool) -> Build.Options
  {
    var options = Build.Options()
    options.delivers = delivering
    options.selection = selection
    options.changes = changes
    // Downloads wait for servers and apt for disks, so that two more than the processors keep all of these busy.
    options.jobs = request.jobs ?? workspace.settings.jobs ?? ProcessInfo.processInfo.activeProcessorCount + 2
    options.keepGoing = request.keepGoing || workspace.settings.hasFlag("k")
    return options
  }

  private func selection(in assembly: Assembly) throws -> Selection {
    var selection = try workspace.settings.selection()
    if request.always { selection.everything = true }
    for (words, phase) in selection.named where assembly.graph.pipelines.allSatisfy({ $0.phase(phase) == nil }) {
      throw UsageError("\(words): no asked target has the phase `\(phase)`", hint: "it may be named by SKIP too")
    }
    return selection
  }

  /// Everything that is missing on this machine is told before anything starts.
  func checkMachine(for plan: Plan, of assembly: Assembly) async throws {
    let open = plan.items.filter { if case .hit = $0.state { false } else { true } }
    let tools = open.flatMap { assembly.tools[$0.work.id] ?? [] }
    try await workspace.checkMachine(tools: Dictionary(tools.map { ($0.program, $0.package) }) { first, _ in first })
  }

  private func header(_ target: Target, _ values: VariableSet) throws -> TargetHeader {
    let facts = [values["kubernetes_semver"].map { "Kubernetes \($0.value.text)" }, values["architecture"]?.value.text]
    return TargetHeader(target: target, facts: facts.compactMap { $0 }, files: try workspace.userFiles())
  }

  private func showNotices(_ sets: [VariableSet]) throws {
    var shown: Set<String> = []
    let notices = try workspace.settings.overrides().notices + sets.flatMap(\.notices)
    for notice in notices.map(\.description) where shown.insert(notice).inserted { workspace.output.notice(notice) }
  }

  private func histories() -> [Target: History] {
    Dictionary(uniqueKeysWithValues: targets.map { ($0, workspace.store.history(of: $0)) })
  }

  /// How long works took the last time, in seconds.
  private func expectations(_ assembly: Assembly) -> [Work.ID: Double] {
    var seconds: [Work.ID: Double] = [:]
    for history in histories().values {
      for work in assembly.graph.works { seconds[work.id] = history.items[work.name]?.seconds ?? seconds[work.id] }
    }
    return seconds
  }

  private var amount: Manner.Amount {
    if request.verbose || workspace.settings.isOn("VERBOSE") { return .verbose }
    return request.silent || workspace.settings.hasFlag("s") ? .quiet : .normal
  }
}
