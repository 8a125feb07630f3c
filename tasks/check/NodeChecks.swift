import ImageTree
import Variables

extension Audit {
  /// What every node needs.
  func nodeChecks() async throws -> [Finding] {
    let version = try image.values.string(.kubernetesSemver)
    var findings = [
      try await equals("the kubelet is the one asked for", "kubelet --version", "Kubernetes \(version)"),
      try await equals("kubeadm is the one asked for", "kubeadm version --output short", version),
      try await succeeds("kubectl runs", "kubectl version --client"),
      try await succeeds("containerd runs", "containerd --version"),
      try await succeeds("runc runs", "runc --version"),
      try await succeeds("the CNI plugins are where add-ons expect them", "test -x /opt/cni/bin/loopback"),
      try await succeeds(
        "the runtime uses systemd's cgroups", "grep -q 'SystemdCgroup = true' /etc/containerd/config.toml"),
      try await succeeds("a kernel and its initramfs are in /boot", "ls /boot/vmlinuz-* /boot/initrd.img-*"),
      try await succeeds("no package is half-installed", "test -z \"$(dpkg --audit)\""),
      try await succeeds("nothing swaps", "! grep -E '^[^#].*[[:space:]]swap[[:space:]]' /etc/fstab"),
    ]
    for unit in ["containerd", "kubelet", "chrony", "auditd", "ssh"] {
      findings.append(try await succeeds("\(unit) starts at boot", "systemctl is-enabled \(unit).service"))
    }
    for parameter in ["net.ipv4.ip_forward=1", "net.bridge.bridge-nf-call-iptables=1", "kernel.panic=10"] {
      findings.append(
        try await succeeds("\(parameter) is set at boot", "grep -qrFx '\(parameter)' /etc/sysctl.d /etc/sysctl.conf"))
    }
    return findings
  }

  private func equals(_ name: String, _ command: String, _ wanted: String) async throws -> Finding {
    let found = try await image.query("\(command) 2>/dev/null || echo \"exit status $?\"")
    let trimmed = found.split(separator: "\n").joined(separator: "\n")
    return Finding(
      name: name, passed: trimmed == wanted,
      detail: trimmed == wanted ? wanted : "found `\(trimmed)`, wanted `\(wanted)`")
  }
}
