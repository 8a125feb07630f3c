import Digests
import Engine
import ImageSandbox
import ImageSupply
import ImageTree
import Synchronization
import SystemPackage
import TaskGraph
import Variables

/// The folder that the code of these supplies lies in.
let sourceCodeFolder = "kubernetes-source"

/// The compiler, in a system of its own that never reaches an image.
private let toolchainReads: [VariableName] =
  imageReads + [
    .kubernetesSourceSuite, .debianMirror, .debianMirrorOptions, .debianComponents, .kubernetesSourceReplacements,
  ]

/// What whoever compiles reads.
let sourceReads: [VariableName] =
  imageReads + [
    .kubernetesSemver, .kubernetesSourcePackage, .kubernetesSourceURL, .kubernetesSourceChecksum,
    .kubernetesSourceReplacements,
  ]

/// kubelet, kubeadm and kubectl, compiled from source: a short pipeline of a toolchain and a build.
func kubernetesBinaries(_ circumstances: Circumstances) throws -> Supply {
  let values = circumstances.declared(sourceReads, by: sourceCodeFolder)
  return Supply(
    "kubernetes-binaries", fields: try circumstances.fields(folder: sourceCodeFolder, reads: sourceReads),
    reads: sourceReads,
    supplies: try sourceSupplies(circumstances)
  ) { context in
    let source = Mutex<String?>(nil)
    let layer = try await makeLayer(context, values) { image in
      context.reporter.step("fetch the source of Kubernetes")
      let package = try await fetchSource(image)
      source.withLock { $0 = package }
      for command in kubernetesCommands {
        context.reporter.step("compile \(command)")
        try await compile([command], image, cache: context.compilerCache("go"))
      }
      context.reporter.step("check what was compiled")
      try await checkCommands(image)
      try context.makeFiles()
      for command in kubernetesCommands {
        try await image.copyOut("/go/bin/\(command)", to: context.files.appending(command))
      }
    }
    let commands = try facts(of: context.files, source: source.withLock { $0 }, values)
    return .artifacts(facts: layer.facts.merging(commands) { $1 })
  }
}

/// What whoever compiles takes in: the compiler, and the source where an archive has it.
func sourceSupplies(_ circumstances: Circumstances) throws -> [Supply] {
  let values = circumstances.declared(sourceReads, by: sourceCodeFolder)
  let url = try values.string(.kubernetesSourceURL)
  let toolchain = try goToolchain(circumstances)
  guard !url.isEmpty else { return [toolchain] }
  let sum = try values.string(.kubernetesSourceChecksum)
  let checksum = sum.isEmpty ? PublishedChecksum.pinned : .sha256(sum)
  return [toolchain, download("kubernetes-source", from: url, checksum: checksum, circumstances)]
}

/// What the bills of materials tell of the commands: the version, the package of the source, and each one's digest.
private func facts(of folder: FilePath, source: String?, _ values: DeclaredValues) throws -> [String: String] {
  var facts = ["version": try values.string(.kubernetesSemver)]
  facts["source"] = source
  for command in kubernetesCommands { facts[command] = try contentDigest(ofFile: folder.appending(command)).hex }
  return facts
}

/// A minimal system with Go, and with the packages that replace vendored ones.
private func goToolchain(_ circumstances: Circumstances) throws -> Supply {
  let values = circumstances.declared(toolchainReads, by: sourceCodeFolder)
  return Supply(
    "go-toolchain", result: .layer,
    fields: try circumstances.fields(folder: sourceCodeFolder, reads: toolchainReads, tools: [bootstrapTool]),
    reads: toolchainReads, tools: [bootstrapTool]
  ) { context in
    try await makeLayer(context, values) { image in
      context.reporter.step("install a minimal system with Go")
      let suite = try values.string(.kubernetesSourceSuite)
      let components = try values.list(.debianComponents)
      let archive = PackageArchive(
        mirror: try values.string(.debianMirror), options: try values.list(.debianMirrorOptions),
        components: components)
      try await image.bootstrap(
        suite: suite, mirrors: archive.sources([suite]), components: components,
        packages: (["ca-certificates", "dpkg-dev", "golang-go"] + values.map(.kubernetesSourceReplacements).values)
          .sorted(),
        withoutDocumentation: true)
    }
  }
}
