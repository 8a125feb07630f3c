import Console
import Engine
import FoundationEssentials
import ImageSandbox
import ImageTools
import StepCache
import SystemPackage
import TaskGraph
import Tasks
import Variables

/// The project that this program belongs to, and what it was asked to do with it.
struct Workspace {
  /// The folder of variable files.
  let vars: FilePath
  /// What was asked for besides targets.
  let settings: Settings
  /// The streams of the process.
  let output = Output()
  /// The results that are kept.
  let store: Store
  private let schema: Schema
  private let files = VariableFiles()

  /// Finds the project and the cache, and reads the schema of variables.
  init(_ settings: Settings) throws {
    try settings.checkNames()
    self.settings = settings
    self.vars = try Self.projectFolder().appending("vars")
    self.schema = try Schema(readingFrom: vars)
    self.store = Store(
      at: try Self.cacheFolder(settings.environment),
      measurer: Self.measure, remover: { folder in try await Sandbox.removeTree(folder) })
  }

  /// The variables of a target.
  func variables(of target: Target) throws -> VariableSet {
    let (values, notice) = try resolve(target)
    if let notice { output.notice(notice) }
    return values
  }

  /// The variables of each of these targets, found side by side; throws for the first target that has none.
  func variables(of targets: [Target]) async throws -> [(target: Target, values: VariableSet)] {
    let found = await withTaskGroup { group in
      for (index, target) in targets.enumerated() { group.addTask { (index, Result { try resolve(target) }) } }
      return await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
    }
    return try targets.enumerated().compactMap { index, target in
      guard let (values, notice) = try found[index]?.get() else { return nil }
      if let notice { output.notice(notice) }
      return (target, values)
    }
  }

  /// The variables of a target, and what whoever builds it should know of them.
  private func resolve(_ target: Target) throws -> (values: VariableSet, notice: String?) {
    let overrides = try settings.overrides()
    let sources = LayerSources(
      root: vars, provider: target.provider, osFamily: Catalog.family(of: target), os: target.system,
      variant: target.variant, userFile: settings.usesUserFile ? vars.appending("user.yaml") : nil,
      varFiles: overrides.files, assignments: overrides.assignments, environment: settings.environment,
      strict: settings.isOn("STRICT"))
    let values = try resolveVariables(schema: schema, sources: sources, files: files)
    do {
      guard let kernel = try FinalKernel(values) else { return (values, nil) }
      return (kernel.values, "\(target.goal): \(kernel.notice)")
    } catch let failure as Failure {
      throw UsageError(failure.message, hint: failure.hint)
    }
  }

  /// Says what must be known of these targets' images, each thing once.
  func showLimits(of targets: [Target]) {
    var shown: Set<String> = []
    for limit in targets.flatMap(Catalog.limits) where shown.insert(limit).inserted { output.notice(limit) }
  }

  /// The targets put together; throws `UsageError` where what was asked for does not go together.
  ///
  /// - Parameters:
  ///   - remembering: keeps in the cache what was found out about this machine.
  ///   - left: phases to leave out besides those that the user skips.
  func assemble(
    _ targets: [(target: Target, values: VariableSet)], remembering: Bool = false, without left: [PhaseName] = []
  ) async throws -> Assembly {
    let tools = ToolVersions(memory: store.root.appending("tools"))
    let versions = try await tools.versions(
      of: Catalog.toolPackages(for: targets.map(\.values)), remembering: remembering)
    do {
      return try Tasks.assemble(
        targets, skipping: settings.skipped() + left, toolVersions: versions,
        now: Int64(Date().timeIntervalSince1970), seal: { store.seal($0, makingKey: remembering) })
    } catch let failure as Failure {
      throw UsageError(failure.message, hint: failure.hint)
    }
  }

  /// Checks that building works here; throws `MachineError` for what is missing and `CacheError` for the cache's folder.
  ///
  /// - Parameter tools: the programs that are needed, each with its package.
  func checkMachine(tools: [String: String]) async throws {
    try checkTools(tools)
    try store.prepare()
    do { try await Sandbox.probe(store: store.root) } catch let error as SandboxError { throw MachineError(error) }
  }

  /// Checks that these programs are here; throws `MachineError` for those that are not.
  ///
  /// - Parameter tools: the programs, each with its package.
  func checkTools(_ tools: [String: String]) throws {
    do { try MissingTools.check(tools) } catch { throw MachineError(error) }
  }

  /// The files of the user that change variables, as they are shown.
  func userFiles() throws -> [String] {
    let own = vars.appending("user.yaml")
    let used = settings.usesUserFile && FileManager.default.fileExists(atPath: own.string)
    return (used ? ["vars/user.yaml"] : []) + (try settings.overrides().files.map(\.string))
  }

  /// What the tree of a layer holds, seen from inside a namespace.
  static func measure(_ tree: FilePath) async throws -> Measurement {
    let seal = try await Sandbox.measure(tree)
    return Measurement(changes: seal.digest, bytes: seal.byteCount)
  }

  /// A path that was typed, seen from the root of the file system.
  func absolute(_ path: String) -> FilePath {
    FilePath(FileManager.default.currentDirectoryPath).pushing(FilePath(path)).lexicallyNormalized()
  }

  private static func cacheFolder(_ environment: [String: String]) throws -> FilePath {
    FilePath(FileManager.default.currentDirectoryPath).pushing(try Store.location(environment: environment))
  }

  /// The folder that holds `vars/`: above this program, or else above the current folder.
  static func projectFolder() throws -> FilePath {
    let program = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    for start in [program, FileManager.default.currentDirectoryPath] {
      var folder = FilePath(start)
      while !folder.components.isEmpty {
        if FileManager.default.fileExists(atPath: folder.appending("vars/schema").string) { return folder }
        folder.removeLastComponent()
      }
    }
    throw UsageError("there is no vars/schema above the current folder", hint: "change into the project's folder")
  }
}
