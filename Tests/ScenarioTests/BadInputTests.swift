import BuildSites
import Storage
import SystemPackage
import Testing

extension TinyTests {
  /// What is wrong with what a user adds, told where it can be known first.
  @Suite struct BadInputTests {
    private let bench: TinyBench

    init() throws { bench = try #require(TinyBench.current) }

    /// What is known before anything is built.
    @Test(arguments: [
      ("custom_role_names: absent", "error: `custom_role_names` names the role `absent`, which does not exist"),
      (
        "kubernetes_cni_source_type: pkg",
        "error: kubernetes_source_type is http and kubernetes_cni_source_type is pkg: release binaries bring no"
      ),
      ("hooks: [{after: setup, script: absent.sh}]", "error: `hooks` names `absent.sh`, which does not exist"),
      ("hooks: [{before: package, script: x}]", "error: hooks: `x` cannot run before package"),
      (
        "containerd_registry_mirrors: {registry.k8s.io: mirror.example}",
        "error: containerd_registry_mirrors: `mirror.example` is no address of a registry's mirror"
      ),
      (
        "containerd_registry_mirrors: {\"https://registry.k8s.io\": \"https://mirror.example\"}",
        "error: containerd_registry_mirrors names `https://registry.k8s.io`, which is no name of a registry"
      ),
      ("pause_image: \"registry.k8s.io/pause :1\"", "error: pause_image: `registry.k8s.io/pause :1` is no name of a"),
      ("kubernetes_container_registry: https://registry.k8s.io", "error: kubernetes_container_registry: "),
    ])
    func `it is told before anything is built`(text: String, message: String) async throws {
      let file = try bench.write(text + "\n", to: "bad-\(UInt32.random(in: .min ... .max)).yaml")
      let ran = try await bench.site.build(TinyBench.target, variables: [file])
      #expect(ran.status == 2 && ran.works("built") == [] && ran.works("reused") == [], "\(ran.output)")
      #expect(ran.output.contains(message) && ran.output.contains("hint: "), "\(ran.output)")
    }

    /// What only the work itself can find out.
    @Test(arguments: [
      (
        "hooks: [{after: setup, script: fails.sh}]", "setup",
        [
          "error: setup: the hook `fails.sh` (fails.sh) exited with status 3",
          "step     run the hook fails.sh after setup",
        ]
      ),
      (
        "extra_debs: [no-such-package]", "setup",
        ["error: setup: the package archive has no package `no-such-package`", "step     install extra packages"]
      ),
      (
        "load_additional_components: true\nadditional_registry_images: true\n"
          + "additional_registry_images_list: [\"REGISTRY/usual/absent:1\"]\ninsecure_registries: [REGISTRY]",
        "components",
        [
          "error: components: REGISTRY/usual/absent:1 cannot be pulled", "HTTP status 404",
          "step     pull additional images",
        ]
      ),
    ])
    func `it is told at its step, and what was built before is kept`(text: String, phase: String, said: [String])
      async throws
    {
      _ = try bench.write("echo about to fail\nexit 3\n", to: "fails.sh")
      let registry = "127.0.0.1:\(bench.mirror.port)"
      let file = try bench.write(
        text.replacing("REGISTRY", with: registry) + "\n", to: "\(phase)-\(text.utf8.count).yaml")
      let ran = try await bench.site.build(TinyBench.target, "UNTIL=\(phase)", variables: [file])
      #expect(ran.status == 1 && ran.works("failed") == [phase], "\(ran.output)")
      for words in said {
        let words = words.replacing("REGISTRY", with: registry)
        #expect(ran.output.contains(words), "no \(words) in:\n\(ran.output)")
      }
      #expect(ran.output.contains("hint: "), "\(ran.output)")
      let again = try await bench.site.build(TinyBench.target, "UNTIL=base", variables: [file])
      #expect(again.works("built") == [], "\(again.output)")
    }
  }
}
