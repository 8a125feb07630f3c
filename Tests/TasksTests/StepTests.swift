import Engine
import ImageSandbox
import ImageTree
import RecordingImage
import TaskGraph
import Testing

@testable import Tasks

/// What single steps leave in an image.
@Suite struct StepTests {
  @Test func `containerd 2 is told its registries and systemd's cgroups in format 3`() async throws {
    let setting = Setting("", "containerd_image_pull_progress_timeout=7m")
    let image = try await record(configureContainerd, in: setting.circumstances(of: qemuDebian12)).image
    #expect(
      image.text("/etc/containerd/config.toml") == """
        version = 3
        imports = ["/etc/containerd/conf.d/*.toml"]
        [plugins."io.containerd.cri.v1.images"]
          image_pull_progress_timeout = "7m"
        [plugins."io.containerd.cri.v1.images".pinned_images]
        [plugins."io.containerd.cri.v1.images".registry]
          config_path = "/etc/containerd/certs.d"
        [plugins."io.containerd.cri.v1.runtime".containerd.runtimes.runc]
          runtime_type = "io.containerd.runc.v2"
        [plugins."io.containerd.cri.v1.runtime".containerd.runtimes.runc.options]
          SystemdCgroup = true

        """)
    #expect(image.entries["/etc/containerd/conf.d"] != nil && image.entries["/etc/containerd/certs.d"] != nil)
  }

  @Test func `containerd 1 is told the same in format 2, and where CNI plugins are`() async throws {
    let circumstances = try Setting("", files: [archiveExample]).circumstances(of: qemuDebian12)
    let image = try await record(configureContainerd, in: circumstances, containerd: "1.6.20~ds1").image
    #expect(
      image.text("/etc/containerd/config.toml") == """
        version = 2
        imports = ["/etc/containerd/conf.d/*.toml"]
        [plugins."io.containerd.grpc.v1.cri"]
        [plugins."io.containerd.grpc.v1.cri".registry]
          config_path = "/etc/containerd/certs.d"
        [plugins."io.containerd.grpc.v1.cri".cni]
          bin_dir = "/opt/cni/bin"
          conf_dir = "/etc/cni/net.d"
        [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
          runtime_type = "io.containerd.runc.v2"
        [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]
          SystemdCgroup = true

        """)
  }

  @Test func `settings of the user end containerd's configuration, and their imports are the only ones`() async throws {
    // imports = ["/etc/own.toml"], a line break, [debug]
    let setting = Setting("", "containerd_additional_settings=aW1wb3J0cyA9IFsiL2V0Yy9vd24udG9tbCJdCltkZWJ1Z10=")
    let image = try await record(configureContainerd, in: setting.circumstances(of: qemuDebian12)).image
    let text = try #require(image.text("/etc/containerd/config.toml"))
    #expect(text.hasPrefix("version = 3\nimports = [\"/etc/own.toml\"]\n"))
    #expect(text.hasSuffix("\n[debug]\n"))
    #expect(text.split(separator: "imports").count == 2)
  }

  @Test func `settings of the user that are not Base64 are an error that says how to write them`() async throws {
    let circumstances = try Setting("", "containerd_additional_settings=%").circumstances(of: qemuDebian12)
    let error = await #expect(throws: Failure.self) { () async throws in
      _ = try await record(configureContainerd, in: circumstances)
    }
    #expect(error?.hint == "base64 --wrap=0 settings.toml")
  }

  @Test(arguments: ["http", "source"])
  func `a kubelet without a package gets the units that the package would bring`(source: String) async throws {
    let setting = Setting("", "kubernetes_source_type=\(source)")
    let step = source == "http" ? installKubernetesReleases : installKubernetesFromSource
    let image = try await record(step, in: setting.circumstances(of: qemuDebian12)).image
    for command in ["kubeadm", "kubectl", "kubelet"] {
      guard case .copy(_, mode: 0o755)? = image.entries["/usr/bin/\(command)"] else {
        Issue.record("/usr/bin/\(command) is not there")
        continue
      }
    }
    let unit = try #require(image.text("/usr/lib/systemd/system/kubelet.service"))
    #expect(unit.contains("\nExecStart=/usr/bin/kubelet\nRestart=always\nStartLimitInterval=0\nRestartSec=10\n"))
    #expect(unit.contains("\nWantedBy=multi-user.target\n"))
    let lines = try #require(image.text("/usr/lib/systemd/system/kubelet.service.d/10-kubeadm.conf")).split(
      separator: "\n")
    #expect(lines.contains("EnvironmentFile=-/var/lib/kubelet/kubeadm-flags.env"))
    #expect(lines.contains("EnvironmentFile=-/etc/default/kubelet"))
    #expect(
      lines.suffix(2) == [
        "ExecStart=",
        "ExecStart=/usr/bin/kubelet $KUBELET_KUBECONFIG_ARGS $KUBELET_CONFIG_ARGS $KUBELET_KUBEADM_ARGS $KUBELET_EXTRA_ARGS",
      ])
  }

  @Test func `packages of Kubernetes and of its CNI plugins are chosen in one go, each in its version`() async throws {
    let setting = Setting("", "kubernetes_semver=v1.35.2", "kubernetes_cni_deb_version=1.4.0-1.1")
    let circumstances = try setting.circumstances(of: qemuDebian12)
    let image = try await record(installKubernetesPackages, in: circumstances).image
    #expect(
      installed(by: image) == [
        ["kubeadm=1.35.2-1.1", "kubectl=1.35.2-1.1", "kubelet=1.35.2-1.1", "kubernetes-cni=1.4.0-1.1"]
      ])
    #expect(
      image.text("/etc/apt/sources.list.d/kubernetes.sources") == """
        Types: deb
        URIs: https://pkgs.k8s.io/core:/stable:/v1.35/deb/
        Suites: /
        Signed-By: /etc/apt/keyrings/kubernetes.asc

        """)
    #expect(image.text("/etc/apt/keyrings/kubernetes.asc") == "the supply")
    #expect(installed(by: try await record(installCNIPackage, in: circumstances).image).isEmpty)
  }

  @Test func `CNI plugins come from the package repository where Kubernetes comes from source`() async throws {
    let circumstances = try Setting("", "kubernetes_source_type=source").circumstances(of: qemuDebian12)
    let image = try await record(installCNIPackage, in: circumstances).image
    #expect(installed(by: image) == [["kubernetes-cni"]])
    #expect(image.text("/etc/apt/sources.list.d/kubernetes.sources") != nil)
  }

  @Test func `plugins of the distribution are linked where add-ons look for them`() async throws {
    let circumstances = try Setting("", files: [archiveExample]).circumstances(of: qemuDebian12)
    let image = try await record(installCNIFromDistribution, in: circumstances).image
    #expect(image.entries["/opt/cni/bin/bridge"] == .link(to: "/usr/lib/cni/bridge"))
    #expect(image.entries["/etc/cni/net.d"] == .directory(mode: 0o755))
  }

  @Test func `swap is commented out, and nothing else`() async throws {
    let image = try await record(turnOffSwap, in: Setting("").circumstances(of: qemuDebian12)).image
    #expect(image.text("/etc/fstab") == "UUID=1 / ext4 defaults 0 1\n# UUID=2 none swap sw 0 0\n")
  }

  @Test func `nothing that the node phase writes goes into the initramfs`() async throws {
    let circumstances = try Setting("", "enable_containerd_audit=true").circumstances(of: qemuDebian12)
    let sources = [
      "/etc/initramfs-tools/", "/usr/share/initramfs-tools/", "/etc/modprobe.d/", "/etc/modules", "/etc/udev/rules.d/",
    ]
    for step in node {
      let written = try await record(step, in: circumstances).image.entries.keys
      for path in written where path != "/etc/modules-load.d/kubernetes.conf" {
        #expect(!sources.contains { path.hasPrefix($0) }, "\(step.name) writes \(path)")
      }
    }
  }

  @Test func `a provider's kernel takes the place of the base's, with all of its parts`() async throws {
    let circumstances = try Setting("").circumstances(of: rawDebian12)
    let image = try await record(
      installProviderKernel, in: circumstances,
      packages: [
        "linux-image-6.1.0-1-cloud-amd64", "linux-modules-6.1.0-1-cloud-amd64", "linux-image-cloud-amd64",
      ], appearing: "/boot/vmlinuz-6.1.0-1-amd64"
    ).image
    #expect(installed(by: image) == [["linux-image-amd64"]])
    #expect(
      removed(by: image) == [
        ["linux-image-cloud-amd64", "linux-image-6.1.0-1-cloud-amd64", "linux-modules-6.1.0-1-cloud-amd64"]
      ])
  }

  @Test func `a flavour that is the same kernel with more modules does not lose it`() async throws {
    let circumstances = try Setting("").circumstances(of: Target(provider: "raw", system: "ubuntu-2404"))
    let image = try await record(installProviderKernel, in: circumstances).image
    #expect(installed(by: image) == [["linux-image-generic"]])
    #expect(removed(by: image) == [["linux-image-virtual"]])
  }

  @Test func `a provider without a kernel of its own keeps the base's`() async throws {
    let image = try await record(installProviderKernel, in: Setting("").circumstances(of: qemuDebian12)).image
    #expect(image.commands.isEmpty)
  }

  @Test func `cloud-init probes for every cloud unless it is told where to look`() async throws {
    let none = try await record(chooseDatasources, in: Setting("").circumstances(of: qemuDebian12)).image
    #expect(none.text("/etc/cloud/cloud.cfg.d/91_datasources.cfg") == nil)
    let some = try await record(
      chooseDatasources, in: Setting("", "datasources=NoCloud None").circumstances(of: qemuDebian12)
    ).image
    #expect(some.text("/etc/cloud/cloud.cfg.d/91_datasources.cfg") == "datasource_list: [NoCloud, None]\n")
  }

  @Test func `bad user data is tolerated by every version of cloud-init, as the last word of its settings`()
    async throws
  {
    let image = try await record(tolerateBadUserData, in: Setting("").circumstances(of: qemuDebian12)).image
    let text = image.text("/usr/lib/python3/dist-packages/cloudinit/features.py")
    #expect(text?.hasSuffix("\nERROR_ON_USER_DATA_FAILURE = False\n") == true)
    #expect(text?.hasPrefix("ERROR_ON_USER_DATA_FAILURE = True\n") == true)
  }

  @Test func `the name of a build is in the release file only if the caller gives one`() async throws {
    let unnamed = try await record(nameBuild, in: Setting("").circumstances(of: qemuDebian12)).image
    #expect(unnamed.text("/etc/image-builder-release") == "SOURCE_DATE_EPOCH=1767225600\n")
    let named = try await record(
      nameBuild, in: Setting("", "ib_version=v1", "ib_commit=abc").circumstances(of: qemuDebian12)
    ).image
    #expect(
      named.text("/etc/image-builder-release")
        == "IMAGE_BUILDER_VERSION=v1\nIMAGE_BUILDER_COMMIT=abc\nSOURCE_DATE_EPOCH=1767225600\n")
  }

  @Test func `an operating system adds kernel parameters to every node's, in a file of the user's choice`() async throws
  {
    let setting = Setting(
      "", "sysctl_conf_file=/etc/sysctl.d/50-node.conf",
      #"system_kernel_parameters={"net.ipv4.conf.all.rp_filter":"1"}"#)
    let image = try await record(setKernelParameters, in: setting.circumstances(of: qemuDebian12)).image
    let text = try #require(image.text("/etc/sysctl.d/50-node.conf"))
    #expect(text.hasSuffix("\nfs.inotify.max_user_watches=524288\nnet.ipv4.conf.all.rp_filter=1\n"))
    #expect(text.hasPrefix("net.bridge.bridge-nf-call-iptables=1\n"))
    let usual = try await record(setKernelParameters, in: Setting("").circumstances(of: qemuDebian12)).image
    #expect(usual.text("/etc/sysctl.d/99-kubernetes.conf") != nil)
  }

  @Test func `a rule of udev finds the script that prepares network cards where the user puts programs`() async throws {
    let setting = Setting("", "external_binary_path=/opt/bin")
    let image = try await record(tuneEtcdTraffic, in: setting.circumstances(of: qemuDebian12)).image
    #expect(image.text("/opt/bin/etcd-network-tuning.sh")?.hasPrefix("#!/bin/sh\n") == true)
    let rule = try #require(image.text("/usr/lib/udev/rules.d/90-etcd-tuning.rules"))
    #expect(rule.contains(#"RUN+="/opt/bin/etcd-network-tuning.sh $name""#))
  }

  @Test func `every package is held but those that the provider renews`() async throws {
    for (free, held) in [("", ["grub-pc", "systemd"]), ("grub*", ["systemd"]), ("systemd", ["grub-pc"])] {
      let setting = Setting("", "free_packages=\(free)")
      let image = try await record(holdPackages, in: setting.circumstances(of: qemuDebian12)).image
      #expect(image.commands.map(\.arguments).filter { $0.first == "apt-mark" } == [["apt-mark", "hold"] + held])
    }
  }

  @Test func `files of netplan go but those that the user keeps`() async throws {
    let kept = Setting("", "netplan_removal_excludes=01-netcfg.yaml other.yaml")
    for (setting, left) in [(Setting(""), []), (kept, ["/etc/netplan/01-netcfg.yaml"])] {
      let image = try await record(removeNetworkConfiguration, in: setting.circumstances(of: qemuDebian12)).image
      #expect(image.entries.keys.filter { $0.contains("/netplan/") && $0.hasSuffix(".yaml") }.sorted() == left)
    }
  }

  @Test func `KubeVirt's machines alone get a network by DHCP`() async throws {
    let circumstances = try Setting("", "kubevirt=true").circumstances(of: qemuDebian12)
    #expect(applies(configureNetworkOfKubeVirt, in: circumstances))
    #expect(!applies(configureNetworkOfKubeVirt, in: try Setting("").circumstances(of: qemuDebian12)))
    let image = try await record(configureNetworkOfKubeVirt, in: circumstances).image
    #expect(image.text("/etc/netplan/90-kubevirt.yaml")?.contains("      dhcp4: true\n") == true)
  }

  @Test func `the stages of cloud-init that there are run at boot`() async throws {
    let image = try await record(enableCloudInit, in: Setting("").circumstances(of: qemuDebian12)).image
    #expect(
      image.commands.map(\.arguments) == [
        ["systemctl", "enable", "cloud-init-local.service"], ["systemctl", "enable", "cloud-init-network.service"],
      ])
  }

  @Test func `localhost is one address of each kind`() async throws {
    let image = try await record(removeIdentity, in: Setting("").circumstances(of: qemuDebian12)).image
    let lines = try #require(image.text("/etc/hosts")).split(separator: "\n")
    #expect(
      lines.filter { $0.split(separator: " ").contains("localhost") } == [
        "127.0.0.1 localhost", "::1 localhost ip6-localhost ip6-loopback",
      ])
    #expect(image.text("/etc/hostname") == "localhost\n")
    #expect(image.entries["/etc/machine-id"] == .file([], mode: 0o444))
  }

  @Test func `a key that signs kernel modules is not every machine's`() async throws {
    let image = try await record(removeIdentity, in: Setting("").circumstances(of: qemuDebian12)).image
    #expect(Set(image.removed).isSuperset(of: ["/var/lib/dkms/mok.key", "/var/lib/dkms/mok.pub"]))
  }

  /// The packages of every removal, without apt's own options.
  private func removed(by image: RecordingSession) -> [[String]] {
    image.commands.map(\.arguments).filter { $0.contains("purge") }.map { arguments in
      Array(arguments.drop { $0 != "purge" }.dropFirst()).filter { !$0.hasPrefix("--") }
    }
  }

  /// The packages of every installation, without apt's own options.
  private func installed(by image: RecordingSession) -> [[String]] {
    image.commands.map(\.arguments).filter { $0.contains("install") && $0.contains("--no-download") }.map { arguments in
      Array(arguments.drop { $0 != "install" }.dropFirst()).filter { !$0.hasPrefix("--") }
    }
  }
}
