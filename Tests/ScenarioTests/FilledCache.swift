import Digests
import Engine
import FoundationEssentials
import ImageSandbox
import ImageTools
import Storage
import SystemPackage
import TaskGraph
import Tasks
import Variables

@testable import StepCache

/// A cache that has everything of a target, without anything having been built: each result is small and made up, but
/// under the key that the program itself works out.
struct FilledCache {
  /// The target.
  let target = Target(provider: "qemu", system: "debian-12")
  /// The cache's folder.
  let root: FilePath
  private let program: FilePath

  /// Fills the cache of a checkout.
  ///
  /// - Parameter secrets: the variables with secrets that works could read, by name.
  init(of project: Project, secrets: [String: [String]] = [:]) async throws {
    root = project.cache
    program = project.root.appending(".build/image-builder")
    let store = store()
    try store.prepare()
    let vars = project.root.appending("vars")
    let values = try resolveVariables(
      schema: Schema(readingFrom: vars),
      sources: LayerSources(
        root: vars, provider: target.provider, osFamily: Catalog.family(of: target), os: target.system, strict: true))
    let versions = try await ToolVersions(memory: root.appending("tools")).versions(
      of: Catalog.toolPackages, remembering: false)
    let assembly = try assemble(
      [(target, values)], skipping: [], toolVersions: versions, seal: { store.seal($0, makingKey: true) })
    var made: [Work.ID: Entry] = [:]
    for work in assembly.graph.works {
      let inputs = work.needs.compactMap { made[$0.work] }
      var seen = inputs.reduce(into: [:]) { $0.merge($1.secrets ?? [:]) { first, _ in first } }
      seen[work.name] = secrets[work.name]
      made[work.id] = try await make(work, from: inputs, secrets: seen, in: store)
    }
    try store.flush(Array(made.values))
    var history = History()
    for (work, entry) in assembly.graph.works.compactMap({ work in made[work.id].map { (work, $0) } }) {
      history.items[work.name] = History.Item(
        fields: entry.key.fields, built: entry.built, seconds: 1, log: "results/\(entry.result)/log")
    }
    try store.keep(history, of: target)
    store.releaseAll()
  }

  /// The store, as another process sees it.
  func store(boot: String = "now") -> Store {
    let program = program
    return Store(
      at: root, boot: boot,
      measurer: { tree in
        let seal = try await Sandbox.measure(tree, program: program)
        return Measurement(changes: seal.digest, bytes: seal.byteCount)
      }, remover: { try await Sandbox.removeTree($0, program: program) })
  }

  /// The record of a phase's or supply's result.
  func entry(_ name: String) throws -> Entry {
    guard let entry = try store().records().map(\.entry).first(where: { $0.name == name }) else {
      throw Missing(name: name)
    }
    return entry
  }

  /// Makes a record say something else, and say so for itself too.
  func edit(_ record: FilePath, _ change: (String) -> String) throws {
    let object = SealedRecord.open(try readFile(record)) ?? []
    try writeAtomically(SealedRecord.seal(Array(change(String(decoding: object, as: UTF8.self)).utf8)), to: record)
  }

  struct Missing: Error {
    let name: String
  }

  private func make(
    _ work: Work, from inputs: [Entry], secrets: [String: [String]], in store: Store
  ) async throws -> Entry {
    let draft = try store.draft()
    try writeAtomically("how \(work.name) was made\n", to: draft.log)
    let facts = ["of": work.name]
    let product: Product
    switch work.result {
    case .record: product = .record(facts: facts)
    case .artifacts:
      let file = try draft.makeFiles().appending("\(work.name).raw")
      try writeAtomically("what \(work.name) left", to: file)
      try makeSparse(file)
      product = .artifacts(facts: facts)
    case .layer:
      let below = inputs.first { $0.kind == .layer }.map { store.relativeTree(of: $0) }
      let seal = try await makeLayer(draft, on: below, named: work.name)
      product = .layer(changes: seal.digest, bytes: seal.byteCount, facts: facts)
    }
    let below = inputs.first { $0.kind == .layer }?.digest
    let key = work.key(inputs: inputs.prefix(work.inputs.count).map(\.digest))
    return try await store.commit(
      draft, as: product, of: work, key: key, below: below, secrets: secrets, seconds: 1)
  }

  /// A tree with what archives tend to lose: owners, modes, links of both kinds, holes, times, attributes, and what hides
  /// things of the layer below.
  private func makeLayer(_ draft: Draft, on below: FilePath?, named name: String) async throws -> LayerSeal {
    let plan = SandboxPlan(
      root: .layers(below.map { [$0] } ?? [], upper: draft.tree, work: draft.scratch), store: root,
      sourceDateEpoch: 1_700_000_000)
    return try await Sandbox.withSession(plan, program: program) { session in
      try await session.write(Array("of \(name)".utf8), to: "/srv/\(name)", mode: 0o4755)
      try await session.setOwner("/srv/\(name)", user: 33, group: 42)
      try await session.setMode("/srv/\(name)", 0o4755)
      try await session.makeDirectory("/srv/private of \(name)", mode: 0o700)
      try await session.setOwner("/srv/private of \(name)", user: 7, group: 7)
      try await session.write([], to: "/etc/gone", mode: 0o600)
      try await session.link("/srv/link", to: "../../../../../etc/passwd")
      try await session.makeDirectory("/opt/hidden")
      if below != nil { try await session.remove(["/opt/hidden", "/etc/gone"]) }
      try await session.makeDirectory("/opt/hidden")
      let image = Surroundings.imagePlace
      let script = """
        ln "$0/srv/\(name)" "$0/srv/twin of \(name)"
        truncate -s 3M "$0/srv/holes"
        printf x >> "$0/srv/holes"
        mkfifo "$0/srv/pipe of \(name)"
        touch -d @1000.25 "$0/srv/holes"
        """
      _ = try await session.run(SandboxCommand(["sh", "-euc", script, image], root: .host))
      return try await session.seal()
    }
  }

  private func makeSparse(_ file: FilePath) throws {
    let descriptor = try FileDescriptor.open(file, .writeOnly)
    try descriptor.closeAfter { try descriptor.resize(to: 5 << 20) }
  }
}
