import Engine
import ImageChecks
import ImageDisk
import ImageQEMU
import SystemPackage
import Variables

/// A disk that is booted by one firmware after the other, each time as copies that are thrown away.
struct BootedDisk {
  private let context: WorkContext
  private let plan: BootPlan
  private let disk: FilePath
  private let rootOffset: Int64
  private let persistent: PersistentFiles?
  private let accelerator: Accelerator
  private let scratch: FilePath
  /// How many seconds an ordinary machine may take.
  private let limit: Int

  /// The disk of the phase before; throws where it is not there, and what a probe of QEMU throws.
  init(_ context: WorkContext, _ values: DeclaredValues, _ plan: BootPlan) async throws {
    let system = try ImmutableSystem(values)
    let layout = try DiskLayout(size: values.bytes(.diskSize), rootSize: system.data?.rootSize)
    persistent = layout.data.map {
      PersistentFiles(offset: $0.offset, folder: DataPartition.folder, paths: system.persistentPaths)
    }
    rootOffset = layout.root.offset
    disk = try context.file(of: "disk")
    let probe = AcceleratorProbe(memory: context.root.appending("accelerator"))
    accelerator = try await probe.accelerator(for: disk, rootOffset: rootOffset)
    scratch = try context.makeScratch()
    limit = try values.integer(.bootTimeLimit)
    self.context = context
    self.plan = plan
  }

  /// What is found in the machine that the firmware starts, or in those that become `cluster`; throws where one of them
  /// does not tell.
  func findings(by firmware: Firmware, becoming cluster: [ClusterMachine]) async throws -> [Finding] {
    let purpose = cluster.isEmpty ? "" : " and become " + cluster.map(\.orders.name).joined(separator: " and ")
    context.reporter.step("boot by \(firmware) (\(accelerator))\(purpose)")
    // Whoever waits for another machine waits as long as that may take, and then for itself.
    let seconds = limit + 2 * cluster.map(\.orders.seconds).reduce(0, +)
    let first = request(firmware, seconds, cluster.first)
    let others = cluster.dropFirst().map { request(firmware, seconds, $0) }
    let results = try await loggingConsole { try await bootDisks(first, others) }
    let places = ["\(firmware)"] + cluster.dropFirst().map { "\(firmware), \($0.orders.name)" }
    return zip(places, results).flatMap { place, results in
      results.map { result in
        context.reporter.output("\(result.passed ? "ok" : "not ok") - \(place): \(result.name)")
        return Finding(
          name: "\(place): \(result.name)", place: "a copy booted by \(firmware)", passed: result.passed,
          detail: result.detail)
      }
    }
  }

  private func request(_ firmware: Firmware, _ seconds: Int, _ machine: ClusterMachine?) -> BootRequest {
    BootRequest(
      disk: disk, rootOffset: rootOffset, persistent: persistent, directory: scratch, firmware: firmware,
      accelerator: accelerator, checks: (machine?.checks ?? "") + bootChecks + plan.checks,
      console: scratch.appending("console-\(firmware)" + (machine.map { "-\($0.orders.name)" } ?? "")),
      timeLimit: .seconds(seconds), orders: machine?.orders)
  }

  /// Keeps in the log what a machine showed that ended without a report: its console is gone with the draft.
  private func loggingConsole<T>(_ body: () async throws -> T) async throws -> T {
    do {
      return try await body()
    } catch let error as QemuError {
      for line in error.console.map(QemuError.lines(of:)) ?? [] { context.reporter.output(line) }
      throw Failure(error.message, lines: error.consoleLines, hint: "the log has all that the machine showed")
    }
  }
}
