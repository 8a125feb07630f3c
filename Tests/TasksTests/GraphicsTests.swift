import Engine
import ImageSandbox
import ImageTree
import RecordingImage
import TaskGraph
import Testing
import Variables

@testable import Tasks

/// The role gpu, whose drivers come from their vendors.
@Suite struct GraphicsTests {
  private static let nvidia = [
    "gpu_vendor=nvidia", "nvidia_bucket=drivers", "nvidia_installer_location=v1/NVIDIA-grid.run",
    "nvidia_tok_location=v1/licence.tok", "gridd_feature_type=4",
  ]
  private static let amd = ["gpu_vendor=amd", "amd_version=6.4.2", "amd_deb_version=6.4.60402-1"]

  private func setting(_ assignments: [String]) -> Setting {
    var setting = Setting("graphics")
    setting.assignments = ["node_custom_roles_pre=gpu"] + assignments
    return setting
  }

  @Test func `NVIDIA's installer comes from a storage and is run for the image's kernel with its headers`() async throws
  {
    let circumstances = try setting(Self.nvidia).circumstances(of: qemuDebian12)
    let supplies = try installNVIDIADriver.supplies(circumstances)
    #expect(supplies.map(\.name) == ["nvidia-driver", "nvidia-license-token"])
    #expect(
      supplies.first?.fields.first?.value == "https://s3.us-east-1.amazonaws.com/drivers/v1/NVIDIA-grid.run")
    let recorded = try await recordDriver(installNVIDIADriver, in: circumstances, leaving: "nvidia")
    let kernel = "6.1.0-1-cloud-amd64"
    #expect(
      recorded.commands.contains { $0.arguments.suffix(3) == ["build-essential", "dkms", "linux-headers-\(kernel)"] })
    let run = try #require(recorded.commands.first { $0.arguments.contains("--dkms") })
    #expect(run.arguments.contains("--kernel-name=\(kernel)") && !run.network)
    #expect(recorded.text("/etc/nvidia/gridd.conf") == "FeatureType=4\n")
    #expect(recorded.entries["/etc/nvidia/ClientConfigToken/licence.tok"] != nil)
    #expect(recorded.entries["/var/tmp/nvidia-driver.run"] == nil)
  }

  @Test func `AMD's installer is told the use case, and has the network`() async throws {
    let circumstances = try setting(Self.amd).circumstances(of: qemuDebian12)
    let supplies = try installAMDDriver.supplies(circumstances)
    #expect(
      supplies.first?.fields.first?.value
        == "https://repo.radeon.com/amdgpu-install/6.4.2/ubuntu/bookworm/amdgpu-install_6.4.60402-1_all.deb")
    let recorded = try await recordDriver(installAMDDriver, in: circumstances, leaving: "amdgpu")
    let run = try #require(recorded.commands.first { $0.arguments.first == "amdgpu-install" })
    #expect(run.arguments.contains("--usecase=dkms") && run.network)
    #expect(recorded.commands.contains { $0.arguments == ["usermod", "--append", "--groups", "render", "root"] })
  }

  @Test func `an installer that leaves no module fails its step`() async throws {
    let circumstances = try setting(Self.nvidia).circumstances(of: qemuDebian12)
    let failure = await #expect(throws: Failure.self) {
      try await recordDriver(installNVIDIADriver, in: circumstances, leaving: "other")
    }
    #expect(failure?.message == "NVIDIA's installer has left no module nvidia for the kernel 6.1.0-1-cloud-amd64")
  }

  @Test(arguments: [
    (["gpu_vendor=matrox"], "gpu_vendor is matrox, and the role gpu knows the drivers of amd and nvidia alone"),
    (["gpu_vendor=nvidia"], "gpu_vendor is nvidia, and nvidia_bucket is not set"),
    (["gpu_vendor=nvidia", "nvidia_bucket=b"], "gpu_vendor is nvidia, and nvidia_installer_location is not set"),
    (nvidia + ["gpu_nvidia_ceph=true"], "gpu_nvidia_ceph is set, and nvidia_s3_url is not"),
    (["gpu_vendor=amd"], "gpu_vendor is amd, and amd_version is not set"),
  ])
  func `what a driver needs and has not got is told before anything is built`(assignments: [String], message: String)
    throws
  {
    let failure = try #require(throws: Failure.self) { try setting(assignments).assembly(of: qemuDebian12) }
    #expect(failure.message == message)
  }

  @Test func `a driver that is built early has the provider's kernel in the base`() throws {
    let moved = try #require(try FinalKernel(setting(Self.nvidia).variables(of: rawDebian12)))
    #expect(moved.values["kernel_package"]?.value == .string("linux-image-amd64"))
    #expect(moved.notice.hasPrefix("the role `gpu` needs the final kernel"))
    #expect(try FinalKernel(setting([]).variables(of: rawDebian12)) == nil)
    var late = setting(Self.nvidia)
    late.assignments[0] = "node_custom_roles_post=gpu"
    #expect(try FinalKernel(late.variables(of: rawDebian12)) == nil)
  }

  /// Runs a step whose installer leaves a module of this name.
  private func recordDriver(
    _ step: Step<Image>, in circumstances: Circumstances, leaving module: String
  ) async throws -> RecordingSession {
    try await record(step, in: circumstances, modules: [module]).image
  }
}
