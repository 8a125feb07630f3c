/// The text of /etc/containerd/config.toml.
struct ContainerdConfiguration {
  /// The major version of containerd: from 2 on the format is version 3.
  let majorVersion: Int
  /// After how long without progress a pull is given up, as Go writes durations; empty for containerd's own default, and
  /// for versions 1 without effect.
  let pullProgressTimeout: String
  /// What containerd calls the runtimes besides runc, by the name that a runtime class has for it.
  let runtimes: [String: String]
  /// TOML that the user adds: keys before its first table belong to the whole file, what follows goes to the end.
  let additionalSettings: String

  /// The file's content.
  var text: String {
    let added = additionalSettings.split(separator: "\n").map(String.init)
    let keys = added.prefix { !$0.drop { $0 == " " }.hasPrefix("[") }
    var lines = ["version = \(majorVersion >= 2 ? 3 : 2)"]
    if !additionalSettings.contains("imports") { lines.append(#"imports = ["/etc/containerd/conf.d/*.toml"]"#) }
    lines += keys
    lines += majorVersion >= 2 ? plugins2 : plugins1
    lines += added.dropFirst(keys.count)
    return lines.joined(separator: "\n") + "\n"
  }

  private var plugins1: [String] {
    let interface = SandboxImageTable.version2
    return [
      "[\(interface)]", #"[plugins."io.containerd.grpc.v1.cri".registry]"#,
      #"  config_path = "/etc/containerd/certs.d""#,
      #"[plugins."io.containerd.grpc.v1.cri".cni]"#,
      #"  bin_dir = "/opt/cni/bin""#,
      #"  conf_dir = "/etc/cni/net.d""#,
    ] + runtimes(below: interface)
  }

  /// Where CNI plugins are is left to the default, which is the same: its key has two names in versions 2.
  private var plugins2: [String] {
    [#"[plugins."io.containerd.cri.v1.images"]"#]
      + (pullProgressTimeout.isEmpty ? [] : ["  image_pull_progress_timeout = \"\(pullProgressTimeout)\""])
      + [
        "[\(SandboxImageTable.version3)]", #"[plugins."io.containerd.cri.v1.images".registry]"#,
        #"  config_path = "/etc/containerd/certs.d""#,
      ] + runtimes(below: #"plugins."io.containerd.cri.v1.runtime""#)
  }

  /// The runtimes of containers, runc first.
  private func runtimes(below interface: String) -> [String] {
    let table = "\(interface).containerd.runtimes"
    let added = runtimes.sorted { $0.key < $1.key }.flatMap { name, type in
      ["[\(table).\(name)]", "  runtime_type = \"\(type)\""]
    }
    return [
      "[\(table).runc]", #"  runtime_type = "io.containerd.runc.v2""#, "[\(table).runc.options]",
      "  SystemdCgroup = true",
    ] + added
  }
}
