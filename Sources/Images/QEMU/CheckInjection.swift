/// The files that bring a check into a copy of a disk.
struct CheckInjection {
  /// A file to write, or a link to make.
  enum Entry: Equatable {
    case file(path: String, text: String, mode: Int)
    case link(path: String, target: String)

    var path: String {
      switch self {
      case .file(let path, _, _), .link(let path, _): path
      }
    }
  }

  private static let unitPath = "/etc/systemd/system/image-builder-check.service"

  /// What every system gets; see `CheckScript.text`.
  static func check(_ checks: String, within seconds: Int? = nil, stays: Bool = false) -> [Entry] {
    [
      .file(path: CheckScript.path, text: CheckScript.text(checks, within: seconds, stays: stays), mode: 0o755),
      .file(path: unitPath, text: CheckScript.unit, mode: 0o644),
      .link(path: "/etc/systemd/system/sysinit.target.wants/image-builder-check.service", target: unitPath),
    ]
  }

  /// What a system with cloud-init gets: a datasource that answers at once, with the machine's orders.
  ///
  /// That of a provider's image would wait for minutes for a service that is not there, and cloud-init grows the root
  /// only when it has one.
  static func dataSource(_ orders: BootOrders?) -> [Entry] {
    let name = orders.map { "local-hostname: \($0.name)\n" } ?? ""
    return [
      .file(
        path: "/etc/cloud/cloud.cfg.d/99_zz_image_builder_check.cfg", text: "datasource_list: [ NoCloud, None ]\n",
        mode: 0o644),
      .file(
        path: "/var/lib/cloud/seed/nocloud/meta-data", text: "instance-id: image-builder-check\n\(name)", mode: 0o644),
      .file(
        path: "/var/lib/cloud/seed/nocloud/user-data", text: orders?.userData ?? "#cloud-config\n", mode: 0o600),
    ]
  }

  /// The directories that `entries` need, parents first.
  static func directories(_ entries: [Entry]) -> [String] {
    var directories: [String] = []
    for entry in entries {
      var above = ""
      for name in entry.path.split(separator: "/").dropLast() {
        above += "/\(name)"
        if !directories.contains(above) { directories.append(above) }
      }
    }
    return directories
  }

  /// A script for debugfs that writes `entries`; `place` is where on the host the text of each file is, by its number.
  ///
  /// `missing` are the directories to make: to make one again damages the file system (debugfs 1.47.0). debugfs complains
  /// of files to remove that do not exist, and goes on.
  static func script(_ entries: [Entry], missing: [String], place: (Int) -> String) -> String {
    var script = missing.map { "mkdir \($0)\n" }.joined()
    for (index, entry) in entries.enumerated() {
      let names = entry.path.split(separator: "/")
      let name = names.last ?? ""
      script += "cd /\(names.dropLast().joined(separator: "/"))\nrm \(name)\n"
      switch entry {
      case .file(_, _, let mode):
        script += "write \"\(place(index))\" \(name)\n"
        script += "set_inode_field \(name) mode 0\(String(0o100000 | mode, radix: 8))\n"
      case .link(_, let target):
        script += "symlink \(name) \(target)\n"
      }
    }
    return script
  }
}
