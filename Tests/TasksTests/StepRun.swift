import Engine
import ImageSandbox
import ImageTree
import RecordingImage
import Shell
import Synchronization
import SystemPackage
import TaskGraph
import TestSupport
import Variables

@testable import Tasks

/// The steps of every phase that leaves a layer, by phase.
let stepsByPhase: [(phase: String, steps: [Step<Image>])] =
  [
    ("base", base), ("setup", setup), ("node", node), ("containerd", containerd), ("kubernetes", kubernetes),
    ("sysprep", sysprep),
    ("optional", optionalRoles.values.flatMap(\.self)),
  ] + stepsByProvider.map { ("provider of \($0.provider)", $0.steps) }

/// The steps of the phase `provider`, by provider.
let stepsByProvider: [(provider: String, steps: [Step<Image>])] = [
  ("ami", ami), ("azure", azure), ("digitalocean", digitalocean), ("gce", gce), ("hcloud", hcloud),
  ("huaweicloud", huaweicloud), ("maas", maas), ("nutanix", nutanix), ("oci", oci), ("openstack", openstack),
  ("outscale", outscale), ("ova", ova), ("powervs", powervs), ("proxmox", proxmox), ("qemu", qemu), ("raw", raw),
  ("scaleway", scaleway), ("vultr", vultr),
]

/// What steps believe to find.
private let files = [
  "/etc/fstab": "UUID=1 / ext4 defaults 0 1\nUUID=2 none swap sw 0 0\n",
  "/lib/modules/6.1.0-1-cloud-amd64/modules.dep": "",
  "/boot/vmlinuz-6.1.0-1-cloud-amd64": "",
  "/usr/lib/cni/bridge": "",
  "/usr/lib/cni/loopback": "",
  "/usr/lib/python3/dist-packages/cloudinit/features.py": "ERROR_ON_USER_DATA_FAILURE = True\n",
  "/lib/systemd/systemd-resolved": "",
  "/usr/lib/systemd/system/cloud-init-local.service": "",
  "/usr/lib/systemd/system/cloud-init-network.service": "",
  "/etc/netplan/01-netcfg.yaml": "",
  "/etc/netplan/50-cloud-init.yaml": "",
  "/usr/lib/netplan/00-all.yaml": "",
  "/etc/default/kubelet": "KUBELET_EXTRA_ARGS=--v=2\n",
  "/etc/containerd/config.toml": "version = 3\n[plugins.\"io.containerd.cri.v1.images\".pinned_images]\n",
  "/var/log/some.log": "text",
  "/etc/apt/sources.list": "deb [signed-by=/keys] http://mirror.example/ubuntu noble main universe\n",
  "/etc/chrony/chrony.conf": "makestep 1 3\n",
  "/etc/iscsi/iscsid.conf": "node.session.cmds_max = 128\nnode.startup = manual\n",
  "/etc/modules-load.d/kubernetes.conf": "overlay\n",
  "/lib/systemd/system/hv-kvp-daemon.service": "",
  "/lib/systemd/system/rpcbind.socket": "",
  "/etc/iscsi/initiatorname.iscsi": "InitiatorName=iqn.1993-08.org.debian:01:abc\n",
  "/lib/systemd/system/google-guest-agent.service": "",
  "/var/log/wtmp": "text",
]

/// Runs a step on a recorded image and returns what it left there, and the variables that it read.
///
/// `packages` are installed, `appearing` is a file that an installation brings, and `modules` are what installers of
/// drivers have made.
func record(
  _ step: Step<Image>, in circumstances: Circumstances, containerd: String = "v2.3.2",
  packages: [String] = ["grub-pc", "systemd"], appearing: String? = nil, modules: [String] = ["nvidia", "amdgpu"]
) async throws -> (image: RecordingSession, reads: Set<VariableName>) {
  let recorded = Mutex<RecordingSession?>(nil)
  let session = RecordingSession(files: files) { command in
    if let appearing, command.arguments.contains("--no-download") {
      recorded.withLock { $0 }?.place("", at: appearing)
    }
    return switch command.arguments {
    case ["containerd", "--version"]:
      CommandResult(output: "containerd github.com/containerd/containerd \(containerd) 0123456\n", status: .exited(0))
    case ["/bin/sh", "-eu"] where String(decoding: command.input, as: UTF8.self).contains("dpkg-query"):
      CommandResult(output: packages.map { "\($0) 252.39-1 ii \n" }.joined(), status: .exited(0))
    case ["/bin/sh", "-eu"]
    where modules.contains(where: { String(decoding: command.input, as: UTF8.self).contains("'\($0).ko*'") }):
      CommandResult(output: "/lib/modules/module.ko\n", status: .exited(0))
    case ["kubeadm", "config"] + command.arguments.dropFirst(2) where step.name == nameSandboxImage.name:
      CommandResult(output: "registry.k8s.io/etcd:3.6\nregistry.k8s.io/pause:3.10.2\n", status: .exited(0))
    default: nil
    }
  }
  recorded.withLock { $0 = session }
  let reads = Reads()
  let values = DeclaredValues(
    circumstances.values, declared: Set(step.reads), reader: step.name, recorder: { reads.insert($0) })
  try await withTestDirectory { directory in
    let file = directory.appending("supply")
    let descriptor = try FileDescriptor.open(
      file, .writeOnly, options: .create, permissions: FilePermissions(rawValue: 0o600))
    _ = try descriptor.closeAfter { try descriptor.writeAll("the supply".utf8) }
    let names = try step.supplies(circumstances).map(\.name)
    let parts = names.flatMap { name in
      (kubernetesCommands + compiledImages.map { "\($0).tar" }).map { "\(name)/\($0)" }
    }
    let image = Image(
      session: session, values: values, architecture: .amd64, packages: PackagePool(directory.appending("pool")),
      supplies: Dictionary(uniqueKeysWithValues: (names + parts).map { ($0, file) }),
      userFiles: Dictionary(try step.files(circumstances).map { ($0.name, $0.place) }) { first, _ in first },
      scratch: directory)
    try await step.run(image)
  }
  return (session, reads.all)
}

/// Whether a step is part of its phase in these circumstances.
func applies(_ step: Step<Image>, in circumstances: Circumstances) -> Bool {
  step.condition?.holds(in: circumstances.values) ?? true
}

/// The names that were read.
private final class Reads: Sendable {
  private let names = Mutex<Set<VariableName>>([])
  var all: Set<VariableName> { names.withLock { $0 } }
  func insert(_ name: VariableName) { names.withLock { _ = $0.insert(name) } }
}
