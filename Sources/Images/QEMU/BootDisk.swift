public import ImageChecks
import Shell
import Storage
import SystemPackage

/// By how much the copy is larger than the disk, so that its last file system has to grow.
private let growth: Int64 = 2 << 30

/// Boots a copy of a disk, runs a check inside it and returns what that found; a failed check is a result, no error.
///
/// Throws `QemuError` if the machine sends no complete report, `CommandError` and `StorageError`. The copy is gone and
/// nothing runs any more when it returns.
public func bootDisk(_ request: BootRequest) async throws -> [CheckResult] {
  try await withTemporaryDirectory(in: request.directory, prefix: ".boot") { work in
    var machine = Machine(
      firmware: request.firmware, accelerator: request.accelerator, disk: work.appending("disk.raw"),
      variables: work.appending("variables.fd"), console: request.console, report: work.appending("report"))
    if let orders = request.orders {
      machine.memory = orders.memory
      machine.processors = orders.processors
    }
    try await prepare(machine, request, work: work)
    let command = Command(machine.command, endsWithCaller: true)
    let ended = try await withTimeLimit(request.timeLimit) { try await run(command).status } != nil
    let report = fileExists(machine.report) ? try readText(machine.report) : ""
    if let results = CheckReport.results(report) { return results }
    let lines = fileExists(machine.console) ? Console.lastLines(try readText(machine.console)) : []
    let what = ended ? "turned itself off" : "was stopped after \(request.timeLimit)"
    throw QemuError(
      "the machine (\(request.firmware), \(request.accelerator)) \(what) without a complete report",
      consoleLines: lines, console: request.console)
  }
}

private func prepare(_ machine: Machine, _ request: BootRequest, work: FilePath) async throws {
  try await blocking {
    try copySparse(from: request.disk, to: machine.disk)
    let file = try FileDescriptor.open(machine.disk, .readWrite)
    try file.closeAfter { try file.resize(to: try file.seek(offset: 0, from: .end) + growth) }
    if let variables = machine.firmware.variables { try copySparse(from: FilePath(variables), to: machine.variables) }
  }
  let files = DiskFiles(disk: machine.disk, offset: request.rootOffset, work: work)
  var entries = CheckInjection.check(request.checks, within: request.orders?.seconds)
  if try await files.exists("/etc/cloud/cloud.cfg.d") {
    entries += CheckInjection.dataSource(request.orders)
  } else if request.orders != nil {
    throw QemuError("the image has no cloud-init, which would tell the machine what it is to be")
  }
  guard let persistent = request.persistent else { return try await files.write(entries) }
  let (here, elsewhere) = persistent.divide(entries)
  try await files.write(elsewhere)
  try await DiskFiles(disk: machine.disk, offset: persistent.offset, work: work).write(here)
}
