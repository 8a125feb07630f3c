import Engine
import ImageChecks
import ImageDisk
import ImageQEMU
import SystemPackage
import TaskGraph
import Variables

extension PhaseDefinition {
  /// A copy of the disk started in QEMU by each firmware, with checks that run inside; the first one may have to become a
  /// control plane.
  static func boot(asking ask: @escaping @Sendable (Circumstances) throws -> String) -> PhaseDefinition {
    PhaseDefinition(
      "boot", of: .phase("disk"), leaves: .record,
      reads: [.bootFirmwares, .bootTimeLimit, .diskSize, .gossInspectMode] + ImmutableSystem.variables,
      tools: Tool.all(QemuTools.packages.merging(firmwareFiles) { program, _ in program }, shapeResult: false),
      asking: "checks", { try BootPlan(checks: ask($0), $0) }
    ) { context, values, plan in
      let system = try ImmutableSystem(values)
      let layout = try DiskLayout(size: values.bytes(.diskSize), rootSize: system.data?.rootSize)
      let persistent = layout.data.map {
        PersistentFiles(offset: $0.offset, folder: DataPartition.folder, paths: system.persistentPaths)
      }
      let disk = try context.file(of: "disk")
      let probe = AcceleratorProbe(memory: context.root.appending("accelerator"))
      let accelerator = try await probe.accelerator(for: disk, rootOffset: layout.root.offset)
      let scratch = try context.makeScratch()
      var findings: [Finding] = []
      for (index, name) in try values.list(.bootFirmwares).enumerated() {
        let controlPlane = index == 0 ? plan.controlPlane : nil
        context.reporter.step(
          "boot by \(name) (\(accelerator))" + (controlPlane == nil ? "" : " and become a control plane"))
        let request = BootRequest(
          disk: disk, rootOffset: layout.root.offset, persistent: persistent, directory: scratch,
          firmware: try firmware(name), accelerator: accelerator,
          checks: (controlPlane?.checks ?? "") + bootChecks + plan.checks,
          console: scratch.appending("console-\(name)"),
          timeLimit: .seconds(try values.integer(.bootTimeLimit) + 2 * (controlPlane?.seconds ?? 0)),
          orders: controlPlane?.bootOrders)
        let results = try await loggingConsole(of: request, in: context) { try await bootDisk(request) }
        for result in results {
          context.reporter.output("\(result.passed ? "ok" : "not ok") - \(name): \(result.name)")
        }
        findings += results.map {
          Finding(name: "\(name): \($0.name)", place: "a copy booted by \(name)", passed: $0.passed, detail: $0.detail)
        }
      }
      return try Report(findings: findings).record(inspecting: values.boolean(.gossInspectMode)) {
        context.reporter.warning($0)
      }
    }
  }
}

/// What all firmwares consist of: it is told that one is missing before anything is built, not at the end.
private let firmwareFiles = Firmware.allCases.map(QemuTools.files).reduce(into: [:]) { files, more in
  files.merge(more) { file, _ in file }
}

private func firmware(_ name: String) throws -> Firmware {
  guard let firmware = Firmware(rawValue: name) else {
    let known = Firmware.allCases.map(\.rawValue).joined(separator: ", ")
    throw Failure("there is no firmware `\(name)`", hint: "boot_firmwares is a list of \(known)")
  }
  return firmware
}

/// Keeps in the log what a machine showed that ended without a report: its console is gone with the draft.
private func loggingConsole<T>(
  of request: BootRequest, in context: WorkContext, _ body: () async throws -> T
) async throws -> T {
  do {
    return try await body()
  } catch let error as QemuError {
    for line in error.console.map(QemuError.lines(of:)) ?? [] { context.reporter.output(line) }
    throw Failure(error.message, lines: error.consoleLines, hint: "the log has all that the machine showed")
  }
}
