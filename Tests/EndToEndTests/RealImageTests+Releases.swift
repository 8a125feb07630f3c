import BuildSites
import Shell
import StepCache
import Storage
import SystemPackage
import Testing

extension RealImageTests {
  @Test func `containerd, Kubernetes, CNI plugins and images come from a server of releases, through its bad moments`()
    async throws
  {
    _ = try await bench.mainJob.value
    let pool = site.cache.appending("packages/archives")
    let packages = try await shell("ls $PWD/containerd_*.deb $PWD/runc_*.deb", in: pool)
      .split(separator: "\n").map(String.init)
    let folder = site.folder.appending("releases")
    try await Mirror.with(folder, filledBy: "releases.py", ["v1.30.0"] + packages) { mirror in
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
        "crictl version v1.36.0", "image 127.0.0.1:\(mirror.port)/usual/pause:3.10",
        "image 127.0.0.1:\(mirror.port)/usual/kube-apiserver:v1.30.0", "image 127.0.0.1:\(mirror.port)/usual/shrunk:1",
        "unpacked kube-apiserver", "unpacked etcd", "sandbox_image = \"127.0.0.1:\(mirror.port)/usual/pause:3.10\"",
      ] {
        #expect(look.output.contains(line), "no \(line) in:\n\(look.output)")
      }
      // It deletes what a layer below has, and so stays packed.
      #expect(!look.output.contains("unpacked shrunk"), "\(look.output)")
    }
    #expect(try await Leftovers(of: site).find() == [])
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
      kubernetes_container_registry: \(registry)/usual
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
