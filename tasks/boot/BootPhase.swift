import Engine
import ImageQEMU
import TaskGraph
import Variables

extension PhaseDefinition {
  /// A copy of the disk started in QEMU by each firmware, with checks that run inside; those of the first one may have
  /// to become nodes of a cluster.
  static func boot(asking ask: @escaping @Sendable (Circumstances) throws -> String) -> PhaseDefinition {
    PhaseDefinition(
      "boot", of: .phase("disk"), leaves: .record,
      reads: [.bootFirmwares, .bootTimeLimit, .diskSize, .gossInspectMode] + ImmutableSystem.variables,
      tools: Tool.all(QemuTools.packages.merging(firmwareFiles) { program, _ in program }, shapeResult: false),
      asking: "checks", { try BootPlan(checks: ask($0), $0) }
    ) { context, values, plan in
      let disk = try await BootedDisk(context, values, plan)
      var findings: [Finding] = []
      for (index, name) in try values.list(.bootFirmwares).enumerated() {
        findings += try await disk.findings(by: firmware(name), becoming: index == 0 ? plan.cluster : [])
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
