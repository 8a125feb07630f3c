import Console
import ImageQEMU
import ImageTerminal
import Shell
import StepCache
import SystemPackage
import TaskGraph
import Tasks

/// A throwaway copy of an image on this terminal.
struct LiveBoot {
  /// The image, and the target that it belongs to, where that is known.
  struct Disk {
    let path: FilePath
    let target: Target?
    /// Where its cloud-init looks, if that is known; empty for wherever the distribution looks.
    var datasources: [String] = []

    /// Whether cloud-init looks for what this program tells it.
    var isTold: Bool { datasources.isEmpty || datasources.contains("NoCloud") }
  }

  let workspace: Workspace
  let disk: Disk
  let userData: [UInt8]
  /// The user's home, where the user's own key lies.
  let home: FilePath?

  /// Boots it, and returns when the machine is off; nothing of it is left then.
  func run(_ firmware: Firmware, memory: Int, processors: Int, sshPort: UInt16?, network: Bool) async throws {
    let draft = try workspace.store.draft()
    let result: Result<Void, any Error>
    do {
      let folder = try draft.makeScratch()
      let key: LoginKey
      if let own = home.flatMap({ LoginKey(of: $0) }) { key = own } else { key = try await LoginKey(makingIn: folder) }
      let port = try sshPort ?? freePort()
      let seed = folder.appending("seed")
      try await makeSeed(
        userData: userData, keys: [key.publicKey], name: disk.target?.name ?? "image-builder", in: folder, at: seed)
      let machine = LiveMachine(
        disk: disk.path, format: try DiskFormat(of: disk.path), seed: seed, firmware: firmware,
        accelerator: AcceleratorProbe(memory: workspace.store.root.appending("accelerator")).known, memory: memory,
        processors: processors, sshPort: port, network: network)
      greet(machine, key)
      var environment = Command.inherited
      // Where QEMU puts what the machine writes.
      environment["TMPDIR"] = workspace.settings.environment["TMPDIR"]
      try await converseOnStandardStreams(
        with: Command(machine.command, environment: environment, endsWithCaller: true))
      result = .success(())
    } catch {
      result = .failure(error)
    }
    await workspace.store.discard(draft)
    try result.get()
  }

  private func greet(_ machine: LiveMachine, _ key: LoginKey) {
    let output = workspace.output
    let name = disk.target?.goal ?? disk.path.string
    output.notice("a throwaway copy of \(name) starts (\(machine.accelerator)); Ctrl-A and then x turns it off")
    if !disk.isTold {
      output.warn(
        "cloud-init of this image looks only for \(disk.datasources.joined(separator: ", ")): it reads neither user data "
          + "nor SSH keys here; datasources with NoCloud among them builds one that does")
    }
    // cloud-init's default user is called as the distribution is.
    let user = disk.target.map { Catalog.family(of: $0) } ?? "USER"
    let file = key.throwawayFile.map { " -i \($0)" } ?? ""
    output.notice(
      "once it is up: ssh -p \(machine.sshPort)\(file) -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null "
        + "\(user)@127.0.0.1")
  }
}
