import BuildSites
import Testing

extension TinyTests {
  /// Drivers of graphics cards, by installers that take the place of their vendors'.
  @Suite struct DriverTests {
    private let bench: TinyBench

    init() throws { bench = try #require(TinyBench.current) }

    @Test func `NVIDIA's installer builds for the image's kernel, and leaves nothing but the driver and its licence`()
      async throws
    {
      let variables = try bench.write(
        """
        node_custom_roles_pre: [gpu]
        gpu_vendor: nvidia
        nvidia_s3_url: \(bench.mirror.address(Mirror.usual))
        nvidia_bucket: drivers
        nvidia_installer_location: v1/NVIDIA-grid.run
        nvidia_tok_location: v1/licence.tok
        gridd_feature_type: "4"

        """, to: "nvidia.yaml")
      let ran = try await bench.site.build(TinyBench.target, "UNTIL=node", variables: [variables])
      #expect(ran.status == 0, "\(ran.output)")
      let shown = try await bench.ask(
        "node",
        "cat /lib/modules/*/updates/dkms/nvidia.ko /etc/nvidia/gridd.conf /etc/nvidia/ClientConfigToken/licence.tok "
          + "/etc/modprobe.d/blocklist-nouveau.conf; ls -A /var/tmp", variables: variables)
      #expect(
        shown.hasSuffix(
          """
          of --silent --dkms --kernel-name=6.1.0-tiny-amd64 --no-nouveau-check --no-x-check --tmpdir=/var/tmp
          FeatureType=4
          a token
          blacklist nouveau
          options nouveau modeset=0
          install nouveau /bin/false

          """), "\(shown)")
    }

    @Test func `AMD's installer builds for the image's kernel what its use case needs`() async throws {
      let variables = try bench.write(
        """
        node_custom_roles_pre: [gpu]
        gpu_vendor: amd
        amd_version: "1"
        amd_deb_version: "1"
        amd_deb_url: \(bench.mirror.address(Mirror.usual))/drivers/amdgpu-install.deb

        """, to: "amd.yaml")
      let ran = try await bench.site.build(TinyBench.target, "UNTIL=node", variables: [variables])
      #expect(ran.status == 0, "\(ran.output)")
      let shown = try await bench.ask(
        "node", "cat /lib/modules/*/updates/dkms/amdgpu.ko /etc/groups-of-root; ls -A /var/tmp", variables: variables)
      #expect(
        shown.hasSuffix(
          "of --accept-eula -y --usecase=dkms\n--append --groups render root\n--append --groups video root\n"),
        "\(shown)"
      )
    }
  }
}
