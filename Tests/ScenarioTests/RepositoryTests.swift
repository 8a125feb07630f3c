import BuildSites
import StepCache
import Storage
import SystemPackage
import Testing

extension TinyTests {
  /// Package repositories that are signed: that of Kubernetes, as pkgs.k8s.io lays it out, and those that a user adds.
  @Suite struct RepositoryTests {
    private let bench: TinyBench

    init() throws { bench = try #require(TinyBench.current) }

    private func packages(key: String = "Release.key") throws -> FilePath {
      try bench.write(
        """
        kubernetes_source_type: pkg
        kubernetes_cni_source_type: pkg
        kubernetes_cni_deb_version: 1.2.0-2.1
        kubernetes_deb_repo: \(bench.kubernetesRepository)
        kubernetes_deb_gpg_key: \(key.contains("/") ? key : bench.kubernetesRepository + key)

        """, to: "packages-\(key.split(separator: "/").last ?? "").yaml")
    }

    @Test
    func
      `packages of Kubernetes come in the versions that are asked for, and another key than that of their repository stops the build`()
      async throws
    {
      let variables = try packages()
      let ran = try await bench.site.build(TinyBench.target, "UNTIL=kubernetes", variables: [variables])
      #expect(ran.status == 0, "\(ran.output)")
      let installed = try bench.site.entry(ran.key(of: "kubernetes")).facts["packages"] ?? ""
      // Newer ones of all but the tools are there, too.
      for package in [
        "kubelet=1.30.0-1.1", "kubeadm=1.30.0-1.1", "kubectl=1.30.0-1.1", "kubernetes-cni=1.2.0-2.1",
        "cri-tools=1.30.0-1.1",
      ] {
        #expect(installed.split(separator: " ").contains(package[...]), "no \(package) in \(installed)")
      }

      // The lists that were right a moment ago are of no use to whoever trusts another key.
      let stranger = try packages(key: bench.mirror.address(Mirror.usual) + "/packages/stranger.key")
      let refused = try await bench.site.build(TinyBench.target, "UNTIL=kubernetes", variables: [stranger])
      #expect(refused.status == 1 && refused.works("failed") == ["kubernetes"], "\(refused.output)")
      for words in [
        "error: kubernetes: the signature of the package archive at \(bench.kubernetesRepository.dropLast()) is",
        "not one that the image trusts", "kubernetes_deb_gpg_key",
      ] {
        #expect(refused.output.contains(words), "no \(words) in:\n\(refused.output)")
      }
    }

    @Test func `repositories of the user's take the place of the public ones while an image is built, and leave it`()
      async throws
    {
      let address = bench.mirror.address(Mirror.usual) + "/packages/site/deb/"
      _ = try bench.write("deb [signed-by=/etc/apt/keyrings/site.asc] \(address) /\n", to: "repositories/site.list")
      let key = bench.folder.appending("archive/packages/site/deb/Release.key")
      _ = try bench.write(try readText(key), to: "repositories/site.asc")
      let variables = try bench.write(
        """
        extra_repos: [site.list]
        extra_repo_keys: [site.asc]
        disable_public_repos: true
        remove_extra_repos: true
        extra_debs: [site-agent]

        """, to: "repositories/site.yaml")
      let ran = try await bench.site.build(TinyBench.target, "UNTIL=sysprep", variables: [variables])
      #expect(ran.status == 0, "\(ran.output)")
      let installed = try bench.site.entry(ran.key(of: "setup")).facts["packages"] ?? ""
      #expect(installed.contains("site-agent=1.0"), "\(installed)")
      // Later phases know no other repository either.
      let facts = try bench.site.entry(ran.key(of: "containerd")).facts
      #expect(facts.values.contains { $0.contains("packages/site") }, "\(facts)")

      let list = "ls /etc/apt /etc/apt/sources.list.d /etc/apt/keyrings | sort"
      let during = try await bench.ask("setup", list, variables: variables)
      #expect(during.contains("sources.list.disabled") && during.contains("site.list"), "\(during)")
      let after = try await bench.ask("sysprep", list, variables: variables)
      #expect(after.contains("sources.list\n") && !after.contains("disabled"), "\(after)")
      #expect(!after.contains("site."), "\(after)")
    }

    @Test func `a public repository that is to stay out of use does so in the finished image`() async throws {
      let variables = try bench.write(
        "disable_public_repos: true\nreenable_public_repos: false\nextra_repos: [all.list]\n", to: "kept/kept.yaml")
      _ = try bench.write(
        "deb [trusted=yes] \(bench.mirror.address(Mirror.usual))/packages/site/deb/ /\n", to: "kept/all.list")
      let ran = try await bench.site.build(TinyBench.target, "UNTIL=sysprep", variables: [variables])
      #expect(ran.status == 0, "\(ran.output)")
      let after = try await bench.ask("sysprep", "ls /etc/apt /etc/apt/sources.list.d", variables: variables)
      #expect(after.contains("sources.list.disabled") && after.contains("all.list"), "\(after)")
    }
  }
}
