import BuildSites
import Shell
import StepCache
import Storage
import SystemPackage
import Testing

extension RealImages.RealImageTests {
  @Test func `containerd, Kubernetes, CNI plugins and images come from a server of releases, through its bad moments`()
    async throws
  {
    _ = try await bench.mainJob.value
    let pool = site.cache.appending("packages/archives")
    // Those of Debian 12: images of another release may have been made here before.
    let packages = try await shell("ls $PWD/containerd_1.6.20*.deb $PWD/runc_1.1.5+*.deb", in: pool)
      .split(separator: "\n").map(String.init)
    let folder = site.folder.appending("releases")
    try await Mirror.with(folder, filledBy: "releases.py", ["v1.30.0", "signed"] + packages) { mirror in
      for (pattern, fault) in [
        ("kubelet$", "503"), ("containerd-1.6", "cut"), ("cni-plugins", "redirect"), ("/blobs/", "503"),
      ] {
        try mirror.fail(Mirror.usual, pattern, fault, times: 1)
      }
      let variables = folder.appending("releases.yaml")
      try writeAtomically(releases(of: mirror), to: variables)
      let ran = try await site.build("build-qemu-debian-12", "UNTIL=components", variables: [variables])
      #expect(ran.status == 0, "\(ran.output)")
      #expect(Set(ran.works("reused")).isSuperset(of: ["base", "setup", "node"]), "\(ran.output)")
      #expect(Set(ran.works("built")).isSuperset(of: ["containerd", "kubernetes", "components"]), "\(ran.output)")
      #expect(
        try site.entry(ran.key(of: "kubernetes")).facts["container_images"]?.contains("/kube-proxy:v1.30.0@sha256:")
          == true)

      let look = try await site.ask(
        "shell", "qemu-debian-12", "components", "--var-file", site.program.archiveVariables.string, "--var-file",
        variables.string, "--", "sh", "-c", listing)
      for line in [
        "containerd github.com/containerd/containerd 1.6.20", "Kubernetes v1.30.0", "CNI bridge plugin v1.2.0",
        "crictl version v1.36.0", "image registry.example.invalid/pause:3.10",
        "image registry.example.invalid/kube-apiserver:v1.30.0", "image 127.0.0.1:\(mirror.port)/usual/shrunk:1",
        "unpacked kube-apiserver", "unpacked etcd", "sandbox_image = \"registry.example.invalid/pause:3.10\"",
        // A shell has no network: whom it asked is enough.
        "Head \"http://127.0.0.1:\(mirror.port)/v2/usual/coredns/coredns/manifests/v1.10.1",
      ] {
        #expect(look.output.contains(line), "no \(line) in:\n\(look.output)")
      }
      // It deletes what a layer below has, and so stays packed.
      #expect(!look.output.contains("unpacked shrunk"), "\(look.output)")
      try await expectPackages(of: mirror, beside: variables)
    }
    #expect(try await Leftovers(of: site).find() == [])
  }

  /// Kubernetes and its CNI plugins out of their signed package repository, in an image whose containerd is there already; a
  /// key of somebody else's is refused.
  private func expectPackages(of mirror: Mirror, beside variables: FilePath) async throws {
    let repository = "\(mirror.address(Mirror.usual))/packages/core:/stable:/v1.30/deb/"
    func write(_ key: String) throws -> FilePath {
      let file = variables.removingLastComponent().appending("packages.yaml")
      try writeAtomically(
        """
        kubernetes_source_type: pkg
        kubernetes_cni_source_type: pkg
        kubernetes_cni_deb_version: 1.2.0-2.1
        kubernetes_deb_repo: \(repository)
        kubernetes_deb_gpg_key: \(key)
        kubernetes_images_source_type: none

        """, to: file)
      return file
    }
    let files = [variables, try write(repository + "Release.key")]
    let ran = try await site.build("build-qemu-debian-12", "UNTIL=kubernetes", variables: files)
    #expect(ran.status == 0 && ran.works("built").filter { $0 == "containerd" } == [], "\(ran.output)")
    let installed = try site.entry(ran.key(of: "kubernetes")).facts["packages"]?.split(separator: " ") ?? []
    for package in ["kubelet=1.30.0-1.1", "kubeadm=1.30.0-1.1", "kubectl=1.30.0-1.1", "kubernetes-cni=1.2.0-2.1"] {
      #expect(installed.contains(package[...]), "no \(package) in \(installed)")
    }
    _ = try write("\(mirror.address(Mirror.usual))/packages/stranger.key")
    let refused = try await site.build("build-qemu-debian-12", "UNTIL=kubernetes", variables: files)
    #expect(refused.status == 1 && refused.works("failed") == ["kubernetes"], "\(refused.output)")
    let words = "the signature of the package archive at \(repository.dropLast()) is not one that the image trusts"
    #expect(refused.output.contains(words), "\(refused.output)")
  }

  /// Says what is installed, and what containerd finds in its store.
  private var listing: String {
    """
    containerd --version; kubelet --version; /opt/cni/bin/bridge version; crictl --version
    grep sandbox_image /etc/containerd/config.toml
    printf 'version = 2\ndisabled_plugins = ["io.containerd.grpc.v1.cri"]\n' >/tmp/config.toml
    containerd --config /tmp/config.toml >/tmp/log 2>&1 &
    for attempt in $(seq 600); do ctr version >/dev/null 2>&1 && break; sleep 0.1; done
    ctr --namespace k8s.io images ls --quiet | sed 's/^/image /'
    ctr --namespace other content fetch --hosts-dir /etc/containerd/certs.d \\
      registry.example.invalid/coredns/coredns:v1.10.1 2>&1 || true
    for file in /var/lib/containerd/io.containerd.snapshotter.v1.overlayfs/snapshots/*/fs/program; do
      echo "unpacked $(cat $file)"
    done
    kill $!
    """
  }

  private func releases(of mirror: Mirror) -> String {
    let address = mirror.address(Mirror.usual)
    let registry = "127.0.0.1:\(mirror.port)"
    return """
      kubernetes_source_type: http
      kubernetes_semver: v1.30.0
      kubernetes_http_source: \(address)/release
      kubernetes_cni_source_type: http
      kubernetes_cni_semver: v1.2.0
      kubernetes_cni_http_source: \(address)/cni
      kubernetes_images_source_type: registry
      kubernetes_container_registry: registry.example.invalid
      containerd_registry_mirrors: {registry.example.invalid: "http://\(registry)/usual"}
      insecure_registries: [\(registry)]
      pause_image: ""
      containerd_source_type: release
      containerd_version: 1.6.20
      containerd_baseurl: \(address)/containerd
      containerd_service_url: \(address)/containerd/containerd.service
      runc_baseurl: \(address)/runc
      crictl_source_type: http
      crictl_version: 1.36.0
      crictl_baseurl: \(address)/crictl
      load_additional_components: true
      additional_registry_images: true
      additional_registry_images_list: ["\(registry)/usual/shrunk:1"]

      """
  }
}
