/// The files that bring a check into a copy of a disk.
struct CheckInjection {
  /// A file to write, or a link to make.
  enum Entry: Equatable {
    case file(path: String, text: String, mode: Int)
    case link(path: String, target: String)
  }

  private static let unitPath = "/etc/systemd/system/image-builder-check.service"

  /// What every system gets.
  static func check(_ checks: String) -> [Entry] {
    [
      .file(path: CheckScript.path, text: CheckScript.text(checks), mode: 0o755),
      .file(path: unitPath, text: CheckScript.unit, mode: 0o644),
      .link(path: "/etc/systemd/system/sysinit.target.wants/image-builder-check.service", target: unitPath),
    ]
  }

  /// What a system with cloud-init gets: a datasource that answers at once.
  ///
  /// That of a provider's image would wait for minutes for a service that is not there, and cloud-init grows the root
  /// only when it has one.
  static let dataSource: [Entry] = [
    .file(
      path: "/etc/cloud/cloud.cfg.d/99_zz_image_builder_check.cfg", text: "datasource_list: [ NoCloud, None ]\n",
      mode: 0o644),
    .file(path: "/var/lib/cloud/seed/nocloud/meta-data", text: "instance-id: image-builder-check\n", mode: 0o644),
    .file(path: "/var/lib/cloud/seed/nocloud/user-data", text: "#cloud-config\n", mode: 0o644),
  ]

  /// A script for debugfs that writes `entries`; `place` is where on the host the text of each file is, by its number.
  ///
  /// debugfs complains of directories that exist and of files that do not, and goes on.
  static func script(_ entries: [Entry], place: (Int) -> String) -> String {
    var script = ""
    for (index, entry) in entries.enumerated() {
      switch entry {
      case .file(let path, _, let mode):
        let name = enter(path, &script)
        script += "rm \(name)\nwrite \(place(index)) \(name)\n"
        script += "set_inode_field \(name) mode 0\(String(0o100000 | mode, radix: 8))\n"
      case .link(let path, let target):
        let name = enter(path, &script)
        script += "rm \(name)\nsymlink \(name) \(target)\n"
      }
    }
    return script
  }

  /// Adds lines that make the directory of `path` and go there; returns the name within it.
  private static func enter(_ path: String, _ script: inout String) -> Substring {
    let names = path.split(separator: "/")
    var above = ""
    for name in names.dropLast() {
      above += "/\(name)"
      script += "mkdir \(above)\n"
    }
    script += "cd \(above)\n"
    return names.last ?? ""
  }
}
