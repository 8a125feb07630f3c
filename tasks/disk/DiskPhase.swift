import Engine
import ImageDisk
import ImageSandbox
import SystemPackage
import TaskGraph
import Variables

extension PhaseDefinition {
  /// One GPT disk of the sealed tree, which boots by BIOS, by UEFI and with Secure Boot.
  static let disk = PhaseDefinition(
    "disk", of: .image, leaves: .artifacts,
    reads: [
      .sourceDateEpoch, .diskSize, .distributionName, .kernelConsoles, .providerKernelArguments, .extraKernelBootParams,
      .sysprepRequireGrubFile,
    ] + ImmutableSystem.variables + RootFileSystem.variables,
    tools: Tool.all(DiskTools.packages)
  ) { context, values in
    let epoch = Int64(try values.integer(.sourceDateEpoch))
    let request = DiskRequest(
      output: context.files.appending("disk.raw"), size: try values.bytes(.diskSize), digest: context.key.hash,
      sourceDateEpoch: epoch, boot: try bootSettings(values), mounts: try mounts(values),
      fileSystems: try RootFileSystem(values).fileSystems)
    let scratch = try context.makeScratch()
    try context.makeFiles()
    let plan = SandboxPlan(
      root: .layers(context.layers, upper: scratch.appending("upper"), work: scratch.appending("work")),
      store: context.root, sourceDateEpoch: epoch)
    try await Sandbox.withSession(plan) { session in
      _ = try await explainingFailures {
        try await makeDisk(request, in: session) { context.reporter.step($0) }
      }
    }
    return .artifacts(facts: [:])
  }
}

/// IMM-2, IMM-3, IMM-4, IMM-5: the data partition with copies of the persistent paths, what is in memory, a read-only root.
private func mounts(_ values: DeclaredValues) throws -> Mounts {
  let system = try ImmutableSystem(values)
  let data = system.data.map { data in
    DataPartition(
      label: data.label, mountPoint: data.mountPoint, options: data.options, rootSize: data.rootSize,
      paths: system.persistentPaths, isMountedEarly: system.isConfigurationPersistent)
  }
  return Mounts(
    isRootReadOnly: system.isRootReadOnly, rootOptions: try RootFileSystem(values).mountOptions, data: data,
    memoryPaths: system.memoryPaths)
}

/// SYS-D10: no menu, a console on the screen and on the serial port, and the kernel arguments that the provider's machines
/// need and the user adds.
private func bootSettings(_ values: DeclaredValues) throws -> BootSettings {
  let consoles = try values.list(.kernelConsoles).map { "console=\($0)" }
  let extra = try values.string(.extraKernelBootParams).split(separator: " ").map(String.init)
  let provider = try values.list(.providerKernelArguments)
  return BootSettings(
    kernelArguments: try values.boolean(.sysprepRequireGrubFile) ? consoles + provider + extra : provider, timeout: 0,
    distributor: try values.string(.distributionName),
    efiDirectory: try values.string(.distributionName).lowercased())
}
