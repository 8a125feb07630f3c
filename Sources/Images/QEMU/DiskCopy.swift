import ImageChecks
import Shell
import Storage
import SystemPackage

/// By how much the copy is larger than the disk, so that its last file system has to grow.
private let growth: Int64 = 2 << 30

/// A copy of a disk with a check in it, and the machine that runs it.
struct DiskCopy {
  private let request: BootRequest
  private let machine: Machine
  /// Where the machine runs.
  private let work: FilePath

  /// Makes the copy, in `directory`; throws `CommandError`, `StorageError`, and `QemuError` if the disk cannot be told
  /// what the request orders.
  ///
  /// - Parameter work: where the machine runs.
  init(of request: BootRequest, in directory: FilePath, network: MachineNetwork, work: FilePath) async throws {
    var machine = Machine(
      firmware: request.firmware, accelerator: request.accelerator, disk: directory.appending("disk.raw"),
      variables: directory.appending("variables.fd"), console: request.console,
      report: directory.appending("report"), network: network)
    if let orders = request.orders {
      machine.memory = orders.memory
      machine.processors = orders.processors
    }
    self.request = request
    self.machine = machine
    self.work = work
    try await copy()
    try await inject(into: directory)
  }

  /// Runs the machine until it turns itself off, which is true, or its time is over.
  func run() async throws -> Bool {
    let command = Command(machine.command, directory: work, endsWithCaller: true)
    return try await withTimeLimit(request.timeLimit) { try await Shell.run(command).status } != nil
  }

  /// What the machine found; throws `QemuError` if it sent no complete report.
  ///
  /// - Parameter end: how the machine ended, for the error.
  func results(end: String) throws -> [CheckResult] {
    let report = fileExists(machine.report) ? try readText(machine.report) : ""
    if let results = CheckReport.results(report) { return results }
    let lines = fileExists(machine.console) ? Console.lastLines(try readText(machine.console)) : []
    let name = request.orders.map { "\($0.name), " } ?? ""
    throw QemuError(
      "the machine (\(name)\(request.firmware), \(request.accelerator)) \(end) without a complete report",
      consoleLines: lines, console: request.console)
  }

  private func copy() async throws {
    try await blocking {
      try copySparse(from: request.disk, to: machine.disk)
      let file = try FileDescriptor.open(machine.disk, .readWrite)
      try file.closeAfter { try file.resize(to: try file.seek(offset: 0, from: .end) + growth) }
      if let variables = machine.firmware.variables { try copySparse(from: FilePath(variables), to: machine.variables) }
    }
  }

  private func inject(into directory: FilePath) async throws {
    let files = DiskFiles(disk: machine.disk, offset: request.rootOffset, work: directory)
    let stays = if case .joined = machine.network { true } else { false }
    var entries = CheckInjection.check(request.checks, within: request.orders?.seconds, stays: stays)
    if try await files.exists("/etc/cloud/cloud.cfg.d") {
      entries += CheckInjection.dataSource(request.orders)
    } else if request.orders != nil {
      throw QemuError("the image has no cloud-init, which would tell the machine what it is to be")
    }
    guard let persistent = request.persistent else { return try await files.write(entries) }
    let (here, elsewhere) = persistent.divide(entries)
    try await files.write(elsewhere)
    try await DiskFiles(disk: machine.disk, offset: persistent.offset, work: directory).write(here)
  }
}
