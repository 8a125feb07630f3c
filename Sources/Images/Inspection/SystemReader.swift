import Inspection

/// Reads what a root file system says of the system on it.
struct SystemReader {
  /// The file system.
  let volume: Volume

  /// True where this is the root of a Linux system.
  var isRoot: Bool { volume.find("/etc/os-release") != nil || volume.find("/usr/lib/os-release") != nil }

  /// What can be read; throws `InspectionError`.
  func system() throws -> InspectedSystem {
    var system = InspectedSystem()
    (system.size, system.free) = volume.measure
    let release = try volume.text(at: "/etc/os-release") ?? volume.text(at: "/usr/lib/os-release") ?? ""
    let facts = shellAssignments(in: release)
    system.name = facts["PRETTY_NAME"] ?? facts["NAME"]
    system.release = try firstLine(of: "/etc/debian_version") ?? facts["VERSION_ID"]
    system.kernels = try volume.names(in: "/boot").filter { $0.hasPrefix("vmlinuz-") }
      .map { String($0.dropFirst("vmlinuz-".count)) }
    let menu = try volume.text(at: "/boot/grub/grub.cfg") ?? volume.text(at: "/boot/grub2/grub.cfg")
    system.boot = menu.flatMap { BootEntry.first(grubMenu: $0) }
    system.packages =
      try volume.text(at: "/var/lib/dpkg/status", limit: 64 << 20)
      .map { InstalledPackage.list(dpkgStatus: $0) } ?? []
    system.units = UnitState.list(links: try volume.links(below: "/etc/systemd/system"))
    system.kubernetes = try firstLine(of: "/etc/kubernetes-version") ?? system.version(of: ["kubelet"])
    return system
  }

  private func firstLine(of path: String) throws -> String? {
    let line = try volume.text(at: path, limit: 4096)?.split(whereSeparator: \.isNewline).first
    return line.map { String($0) }
  }
}
