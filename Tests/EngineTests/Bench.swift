import Engine
import StepCache
import Synchronization
import SystemPackage
import TaskGraph

/// A store in a folder of its own, and a way to run small pipelines on it and count what ran.
final class Bench: Sendable {
  let folder = TemporaryFolder()
  let ran = Mutex<[String]>([])
  let events = Mutex<[Event]>([])
  /// How much the store may hold after a run.
  let maximumBytes = Mutex<Int64>(.max)
  /// What keeping it below that removed after the last run.
  let collection = Mutex<StepCache.Collection?>(nil)

  var store: Store {
    Store(at: folder.path.appending("store"), measurer: { _ in throw Failure("nothing here is a layer") }) { folder in
      // As the sandbox that does it in earnest: nothing starts in a cancelled task.
      try Task.checkCancellation()
      try removeFolder(folder)
    }
  }

  /// What ran since this was asked last.
  func takeRan() -> [String] {
    ran.withLock { ran in
      defer { ran = [] }
      return ran
    }
  }

  /// A body that notes that it ran and leaves one file with this text.
  func leaving(_ text: String, as name: String) -> Body {
    { [self] context in
      ran.withLock { $0.append(name) }
      try makeFolder(context.files)
      try writeFile(text, to: context.files.appending("file"))
      return .artifacts(facts: [:])
    }
  }

  /// A pipeline of phases, each taking in the one before; `texts` says what each leaves.
  func chain(
    _ phases: [(name: String, version: String, leaves: String)],
    target: Target = Target(provider: "qemu", system: "debian-12"),
    into assembly: inout Assembly, failing: Set<String> = []
  ) {
    var before: Work.ID?
    var placed: [Pipeline.Phase] = []
    for phase in phases {
      let inputs = before.map { [Work.Input("below", from: $0)] } ?? []
      let breaking: Body = { _ in throw Failure("\(phase.name) broke") }
      let body = failing.contains(phase.name) ? breaking : leaving(phase.leaves, as: phase.name)
      let id = assembly.add(
        phase.name, role: .phase, result: .artifacts,
        fields: [KeyField(.variable, "version of \(phase.name)", phase.version, origin: "test:1")], inputs: inputs,
        body: body)
      placed.append(Pipeline.Phase(PhaseName(rawValue: phase.name), work: id))
      before = id
    }
    assembly.add(Pipeline(target: target, phases: placed, gates: [])) { _ in [] }
  }

  /// Runs an assembly and settles it.
  @discardableResult
  func run(_ assembly: Assembly, _ change: (inout Build.Options) -> Void = { _ in }) async throws -> Summary {
    var options = Build.Options()
    change(&options)
    let stage = Stage(redactor: Redactor(secrets: ["hush-hush"])) { event in self.events.withLock { $0.append(event) } }
    let ended = try await Build(assembly, options: options, store: store, stage: stage).run()
    try ended.settle()
    let removed = try await ended.release(keepingBelow: maximumBytes.withLock { $0 })
    collection.withLock { $0 = removed }
    return ended.summary
  }

  /// The drafts that lie in the store.
  func drafts() -> [String] { (try? listFolder(folder.path.appending("store/drafts"))) ?? [] }

  /// The failures that were told.
  func failures() -> [Failure] {
    events.withLock { $0.compactMap { if case .failed(let failure) = $0.what { failure } else { nil } } }
  }

  /// The warnings that were told.
  func warnings() -> [String] {
    events.withLock { $0.compactMap { if case .warning(let text) = $0.what { text } else { nil } } }
  }

  /// The outcomes told for works of this name.
  func outcomes(of work: String) -> [Outcome] {
    events.withLock { events in
      events.filter { $0.work == work }.compactMap {
        if case .finished(let outcome, _) = $0.what { outcome } else { nil }
      }
    }
  }
}
