import ArgumentParser
import Console
import Engine
import FoundationEssentials
import ImageQEMU
import StepCache
import SystemPackage
import TaskGraph
import Tasks
import Variables

/// Boots a throwaway copy of an image for a person.
struct BootCommand: AsyncParsableCommand {
  /// What starts a machine, as people call it.
  enum FirmwareName: String, CaseIterable, ExpressibleByArgument {
    case bios, uefi
    case secureBoot = "secure-boot"

    var firmware: Firmware {
      switch self {
      case .bios: .seabios
      case .uefi: .ovmf
      case .secureBoot: .ovmfSecureBoot
      }
    }
  }

  static let configuration = CommandConfiguration(
    commandName: "boot", abstract: "Boot an image in QEMU, with its console here and SSH at a port of this machine.",
    discussion: """
      image-builder boot build-qemu-debian-12
      image-builder boot output/qemu-debian-12-kube-v1.20.2/qemu-debian-12-kube-v1.20.2.qcow2 --firmware uefi

      The image stays as it is: what the machine writes is thrown away. The command ends when the machine is turned off;
      Ctrl-A and then x turns it off at once.
      """)

  @Argument(help: "A target, whose disk is taken from the cache, or the file of an image.", completion: .images)
  var image: String

  @Option(help: "What starts the machine: bios, uefi or secure-boot.")
  var firmware = FirmwareName.bios

  @Option(help: "Memory in MiB.")
  var memory = 2048

  @Option(help: "Processors.")
  var processors = 2

  @Option(help: "A file of user data for cloud-init.", completion: .file())
  var userData: String?

  @Option(help: "The port of this machine that leads to SSH; a free one if none is given.")
  var sshPort: UInt16?

  @Flag(help: "Give the machine the network of this one.")
  var network = false

  @OptionGroup var variables: VariableOptions

  mutating func run() async throws {
    guard memory >= 256, processors >= 1 else {
      throw UsageError(
        "a machine needs at least 256 MiB of memory and a processor", hint: "--memory 2048 --processors 2")
    }
    let workspace = try Workspace(try ReportOptions.settings(with: variables))
    let files = QemuTools.files(firmware.firmware)
    try workspace.checkTools(QemuTools.livePackages.merging(files) { program, _ in program })
    defer { workspace.store.releaseAll() }
    let data = try userData.map { try Self.bytes(of: $0) } ?? Array("#cloud-config\n".utf8)
    let disk = try await disk(workspace)
    try workspace.store.prepare()
    try await LiveBoot(
      workspace: workspace, disk: disk, userData: data,
      home: workspace.settings.environment["HOME"].map { FilePath($0) }
    ).run(firmware.firmware, memory: memory, processors: processors, sshPort: sshPort, network: network)
  }

  /// The disk, and the target that it belongs to, where that is known.
  private func disk(_ workspace: Workspace) async throws -> LiveBoot.Disk {
    let here = FilePath(FileManager.default.currentDirectoryPath)
    if image.contains("/") || FileManager.default.fileExists(atPath: image) {
      let path = here.pushing(FilePath(image))
      guard FileManager.default.fileExists(atPath: path.string) else {
        throw UsageError(
          "there is no image \(path)", hint: "name a file or a target; image-builder list shows every target")
      }
      return LiveBoot.Disk(path: path, target: nil, datasources: await Self.datasources(of: path))
    }
    let target = try TargetArgument(argument: image).target()
    let values = try workspace.variables(of: target)
    let assembly = try await workspace.assemble([(target, values)])
    let planner = Planner(graph: assembly.graph, selection: Selection(), store: workspace.store)
    var datasources: [String] = []
    if case .list(let names)? = values["datasources"]?.value { datasources = names }
    return LiveBoot.Disk(
      path: try planner.file(leftBy: "disk", for: target), target: target, datasources: datasources)
  }

  /// Where an image looks by what it says of how it was built; nothing where it says nothing or cannot be read here.
  private static func datasources(of image: FilePath) async -> [String] {
    guard let inspected = try? await inspectedImage(image), let build = try? buildDescription(of: inspected),
      let text = build.variables["datasources"]
    else { return [] }
    return (try? JSONDecoder().decode([String].self, from: Data(text.utf8))) ?? []
  }

  private static func bytes(of file: String) throws -> [UInt8] {
    do { return [UInt8](try Data(contentsOf: URL(filePath: file))) } catch {
      throw UsageError(
        "the user data cannot be read from \(file)", hint: "--user-data takes a file, such as #cloud-config")
    }
  }
}
