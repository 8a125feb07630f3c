import Engine
import ImageSandbox
import ImageSupply
import ImageTree
import Shell
import TaskGraph
import Variables

/// The program that makes minimal systems.
let bootstrapTool = Tool("mmdebstrap", package: "mmdebstrap")

/// What whoever works on an image reads besides the variables of steps.
let imageReads: [VariableName] = [.architecture, .sourceDateEpoch] + networkReads

extension PhaseDefinition {
  /// A phase that changes the image: its steps run in a sandbox over the layers below, and what they change is sealed.
  static func layer(
    _ name: PhaseName, _ steps: [Step<Image>], tools: [Tool] = [], namedFiles: [NamedFile] = []
  ) -> PhaseDefinition {
    PhaseDefinition(
      name, of: .image, leaves: .layer, steps, reads: imageReads, tools: tools, namedFiles: namedFiles,
      attached: { try attachedSteps(to: name, $0) }
    ) { context, values, run in
      try await makeLayer(context, values, run)
    }
  }
}

/// Runs steps over a throwaway sandbox whose changes become a layer; once more from the beginning, where packages that were
/// downloaded earlier turned out to be damaged.
func makeLayer(
  _ context: WorkContext, _ values: DeclaredValues, _ run: @Sendable (Image) async throws -> Void
) async throws -> Product {
  do {
    return try await attemptLayer(context, values, run)
  } catch let damage as DamagedPackages {
    context.reporter.warning(damage.message)
    for folder in [context.tree, context.scratch] { try await Sandbox.removeTree(folder) }
    return try await attemptLayer(context, values, run)
  }
}

private func attemptLayer(
  _ context: WorkContext, _ values: DeclaredValues, _ run: @Sendable (Image) async throws -> Void
) async throws -> Product {
  let epoch = Int64(try values.integer(.sourceDateEpoch))
  let root = SandboxPlan.Root.layers(context.layers, upper: context.tree, work: context.scratch)
  let plan = SandboxPlan(root: root, store: context.root, sourceDateEpoch: epoch)
  return try await Sandbox.withSession(plan) { session in
    let image = try openImage(session, context, values)
    let before = context.layers.isEmpty ? [:] : try await image.installedPackages()
    try await explainingFailures {
      try await run(image)
      try await image.tidy()
    }
    let installed = try await image.installedPackages()
    let seal = try await session.seal()
    let changed = installed.filter { before[$0.key] != $0.value }
    var facts = try PackageFacts.facts(installed: changed, from: image.archives)
    let omissions = image.omissions.all
    if !omissions.isEmpty { facts["omissions"] = omissions.joined(separator: "\n") }
    return .layer(changes: seal.digest, bytes: seal.byteCount, facts: facts)
  }
}

/// The image in a session, as the steps of a work see it.
func openImage(_ session: SandboxSession, _ context: WorkContext, _ values: DeclaredValues) throws -> Image {
  let reporter = context.reporter
  return Image(
    session: session, values: values, architecture: try architecture(values),
    packages: PackagePool(context.packagePool), supplies: context.supplies,
    userFiles: Dictionary(context.userFiles.map { ($0.name, $0.place) }) { first, _ in first },
    networkEnvironment: try proxyEnvironment(values), netrc: try netrcFile(values),
    authorities: try trustedAuthorities(values, pool: context.packagePool), mirrored: try mirrored(values),
    scratch: context.scratch, onLine: { reporter.output($0.text) },
    onOmission: { reporter.warning($0) }
  )
}

/// Where addresses lie that cannot be reached as they are.
func mirrored(_ values: DeclaredValues) throws -> @Sendable (String) -> String {
  let rewrites = Rewrites(try values.map(.downloadRewrites))
  return { rewrites.address(for: $0) }
}

/// The architecture that a target is built for.
func architecture(_ values: DeclaredValues) throws -> Architecture {
  let name = try values.string(.architecture)
  guard let architecture = Architecture(rawValue: name) else {
    let known = Architecture.allCases.map(\.rawValue).joined(separator: ", ")
    throw Failure("there is no architecture `\(name)`", hint: "architecture is one of \(known)")
  }
  return architecture
}
