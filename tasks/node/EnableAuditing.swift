import Engine
import ImageTree
import Variables

/// NODE-7, NODE-8: the audit daemon, with rules for the container runtime where they are asked for.
let enableAuditing = Step<Image>("enable auditing", reads: [.enableContainerdAudit]) { image in
  try await image.enableService("auditd.service")
  guard try image.values.boolean(.enableContainerdAudit) else { return }
  let watched = [
    "/usr/bin/containerd", "/usr/bin/containerd-shim-runc-v2", "/usr/local/bin/containerd",
    "/usr/local/bin/containerd-shim-runc-v2", "/usr/sbin/runc", "/usr/local/sbin/runc", "/etc/containerd",
    "/var/lib/containerd", "/run/containerd", "/etc/systemd/system/containerd.service",
    "/etc/systemd/system/containerd.service.d", "/usr/lib/systemd/system/containerd.service",
  ]
  try await image.write(
    watched.map { "-w \($0) -p rwxa -k containerd\n" }.joined(), to: "/etc/audit/rules.d/containerd.rules", mode: 0o640)
}
