public import ImageChecks
import Storage
import SystemPackage

/// Boots a copy of a disk for each request, as machines in one network, runs a check inside each and returns what those
/// found, in the order of the requests; a failed check is a result, no error. The others run until the first has ended.
///
/// Throws `QemuError` if a machine sends no complete report, `CommandError` and `StorageError`. The copies are gone and
/// nothing runs any more when it returns.
public func bootDisks(_ first: BootRequest, _ others: [BootRequest]) async throws -> [[CheckResult]] {
  try await withTemporaryDirectory(in: first.directory, prefix: ".boot") { work in
    let sockets = MachineNetwork.sockets(others.count)
    let networks =
      [others.isEmpty ? .alone : .shared(sockets)]
      + sockets.enumerated().map { MachineNetwork.joined($1, number: $0 + 1) }
    var copies: [DiskCopy] = []
    for (index, (request, network)) in zip([first] + others, networks).enumerated() {
      let directory = work.appending("machine-\(index)")
      try makeDirectories(directory)
      copies.append(try await DiskCopy(of: request, in: directory, network: network, work: work))
    }
    let ended = try await run(copies, once: sockets.map { work.appending($0.string) })
    return try copies.enumerated().map { index, copy in
      let end = ended ? "turned itself off" : "was stopped after \(first.timeLimit)"
      return try copy.results(end: index == 0 ? end : "ran until the first one ended,")
    }
  }
}

/// Runs the first machine to its end, and the others meanwhile, `once` the sockets are there that they need; returns what
/// `DiskCopy.run` does of the first one.
private func run(_ copies: [DiskCopy], once sockets: [FilePath]) async throws -> Bool {
  try await withThrowingTaskGroup(of: Bool?.self) { group in
    for (index, copy) in copies.enumerated() {
      group.addTask {
        guard index > 0 else { return try await copy.run() }
        while !fileExists(sockets[index - 1]) { try await Task.sleep(for: .milliseconds(20)) }
        _ = try await copy.run()
        return nil
      }
    }
    defer { group.cancelAll() }
    for try await ended in group {
      if let ended { return ended }
    }
    return false
  }
}
