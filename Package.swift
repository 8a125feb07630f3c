// swift-tools-version: 6.2
import PackageDescription

/// Every Swift target of the project is compiled by the same rules.
let strict: [SwiftSetting] = [
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("ExistentialAny"),
]

let subprocess = Target.Dependency.product(name: "Subprocess", package: "swift-subprocess")
let systemPackage = Target.Dependency.product(name: "SystemPackage", package: "swift-system")
let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")

/// What images are checked for, which is part of the program.
let checkFiles = [
  "ami-agent.yaml", "ami-commands.yaml", "ami.yaml", "apparmor.yaml", "azure.yaml", "base.yaml", "cloudstack.yaml",
  "cni-package-version.yaml", "cni-packages.yaml", "cni-release.yaml", "containerd-limit.yaml",
  "containerd-release.yaml", "containerd-timeout.yaml", "crictl.yaml", "dhcp-time.yaml", "documentation.yaml",
  "falco.yaml", "gce-commands.yaml", "gce.yaml", "gvisor.yaml", "huaweicloud.yaml", "hygiene.sh", "images.sh",
  "iscsi-daemon.yaml", "iscsi.yaml", "kubernetes-packages.yaml", "kubernetes-release.yaml", "maas.yaml",
  "multipath.yaml", "network-names.yaml", "nfs.yaml", "no-hyperv.yaml", "node.yaml", "nouveau-loading.yaml",
  "nouveau.yaml", "nutanix.yaml", "ova.yaml", "proxmox.yaml", "raw-firmware.yaml", "release.yaml",
  "source-filter.yaml", "trivy.yaml", "wasm-lunatic.yaml", "wasm-slight.yaml", "wasm-spin.yaml", "wasm-wws.yaml",
].map { Resource.embedInCode("check/\($0)") }

/// What Ansible is given besides roles.
let ansibleFiles = ["image_root.py", "omissions.py", "sitecustomize.py"].map {
  Resource.embedInCode("hooks/ansible/\($0)")
}

/// A library of `Sources/`, with the arrows that it may have.
func module(_ name: String, path: String? = nil, _ dependencies: [Target.Dependency]) -> Target {
  .target(name: name, dependencies: dependencies, path: path ?? "Sources/\(name)", swiftSettings: strict)
}

/// The tests of one module.
func tests(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
  .testTarget(name: name, dependencies: dependencies + ["TestSupport"], exclude: exclude, swiftSettings: strict)
}

let package = Package(
  name: "image-builder",
  products: [.executable(name: "image-builder", targets: ["ImageBuilder"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
    .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
  ],
  targets: [
    // The C doors: one importer each.
    .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
    .systemLibrary(name: "CYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
    .target(name: "CLinux"),
    .target(name: "CNamespaces"),
    .target(name: "CExt2", linkerSettings: [.linkedLibrary("ext2fs"), .linkedLibrary("com_err")]),

    // Leaves.
    module("Digests", ["CCrypto", systemPackage]),
    module("Storage", ["CLinux", systemPackage]),
    module("YAML", ["CYAML"]),
    module("Shell", [subprocess, systemPackage]),
    module("Transfer", ["CCurl", systemPackage]),

    // What this project exists for.
    module("Goss", ["YAML"]),
    module("Variables", ["YAML", systemPackage]),
    module("TaskGraph", ["Digests"]),
    module("Inspection", ["Digests"]),
    module("StepCache", ["Digests", "Storage", "TaskGraph", systemPackage]),
    module("Engine", ["Digests", "TaskGraph", "StepCache", "Variables", systemPackage]),
    module(
      "Console", ["Engine", "Inspection", "TaskGraph", "StepCache", "Variables", "Digests", systemPackage]),

    // The verbs that steps are written with.
    module(
      "ImageSandbox", path: "Sources/Images/Sandbox",
      ["CNamespaces", "Digests", "Shell", "Storage", systemPackage]),
    module("ImageTerminal", path: "Sources/Images/Terminal", ["ImageSandbox", "Shell", systemPackage]),
    module(
      "ImageTree", path: "Sources/Images/Tree",
      ["Digests", "ImageSandbox", "Shell", "Storage", "Variables", systemPackage]),
    module(
      "ImageDisk", path: "Sources/Images/Disk", ["Digests", "ImageSandbox", "Shell", "Storage", systemPackage]),
    module(
      "ImageSupply", path: "Sources/Images/Supply", ["Digests", "Storage", "Transfer", systemPackage]),
    module(
      "ImageTools", path: "Sources/Images/Tools", ["Digests", "Shell", "Storage", systemPackage]),
    module("ImageArchive", path: "Sources/Images/Archive", ["ImageSandbox", "Shell", "Storage", systemPackage]),
    module("ImageFormats", path: "Sources/Images/Formats", ["Digests", "Shell", "Storage", systemPackage]),
    module("ImageChecks", path: "Sources/Images/Checks", []),
    module("ImageQEMU", path: "Sources/Images/QEMU", ["ImageChecks", "Shell", "Storage", systemPackage]),
    // What looks into images that are done.
    module(
      "ImageInspection", path: "Sources/Images/Inspection",
      ["CExt2", "Digests", "ImageFormats", "Inspection", "Shell", "Storage", systemPackage]),

    // The phases, and the digests of their code.
    .target(
      name: "Tasks",
      dependencies: [
        "Engine", "Goss", "ImageChecks", "ImageDisk", "ImageFormats", "ImageQEMU", "ImageSandbox", "ImageSupply",
        "ImageTree", "Shell", "TaskGraph", "Variables", systemPackage,
      ], path: "tasks", resources: checkFiles + ansibleFiles, swiftSettings: strict, plugins: ["CodeDigests"]),
    .plugin(name: "CodeDigests", capability: .buildTool(), dependencies: ["CodeDigestTool"]),
    .executableTarget(name: "CodeDigestTool", dependencies: ["Digests"], swiftSettings: strict),

    // What is typed.
    .executableTarget(
      name: "ImageBuilder",
      dependencies: [
        "Console", "Engine", "ImageArchive", "ImageInspection", "ImageQEMU", "ImageSandbox", "ImageTerminal",
        "ImageTools", "ImageTree", "Inspection", "Shell", "StepCache", "Storage",
        "TaskGraph", "Tasks",
        "Variables", argumentParser,
        systemPackage,
      ], swiftSettings: strict),

    .target(name: "TestSupport", dependencies: [systemPackage], path: "Tests/TestSupport", swiftSettings: strict),
    tests("DigestsTests", ["Digests", systemPackage]),
    tests("StorageTests", ["Storage", systemPackage]),
    tests("YAMLTests", ["YAML"]),
    .executableTarget(
      name: "ShellFixture", dependencies: ["Shell"], path: "Tests/ShellFixture", swiftSettings: strict),
    tests("ShellTests", ["Shell", "ShellFixture", systemPackage]),
    tests("TransferTests", ["Transfer", systemPackage]),
    tests("VariablesTests", ["Variables", systemPackage]),
    tests("TaskGraphTests", ["TaskGraph", "Digests"]),
    tests("InspectionTests", ["Inspection", "Digests"]),
    tests(
      "ImageInspectionTests",
      ["ImageInspection", "ImageFormats", "Inspection", "Digests", "Shell", "Storage", systemPackage]),
    tests("StepCacheTests", ["StepCache", "TaskGraph", "Digests", "Storage", systemPackage]),
    tests("EngineTests", ["Engine", "TaskGraph", "StepCache", "Variables", "Digests", systemPackage]),
    tests(
      "ConsoleTests",
      ["Engine", "Inspection", "TaskGraph", "StepCache", "Variables", "Digests", systemPackage, "Console"]),
    // A program whose main hosts the sandbox, as the test runner cannot.
    .executableTarget(
      name: "SandboxFixture", dependencies: ["ImageSandbox", "ImageTerminal", "Shell", systemPackage],
      path: "Tests/SandboxFixture", swiftSettings: strict),
    tests("ImageSandboxTests", ["ImageSandbox", "SandboxFixture", "Digests", "Shell", "Storage", systemPackage]),
    tests("ImageTerminalTests", ["ImageSandbox", "SandboxFixture", "Shell", "Storage", systemPackage]),
    // An image that only remembers what is asked of it, for tests of verbs and steps.
    module("RecordingImage", path: "Tests/RecordingImage", ["ImageSandbox", "ImageTree", "Shell", systemPackage]),
    tests(
      "ImageTreeTests",
      [
        "ImageTree", "ImageSandbox", "RecordingImage", "SandboxFixture", "Shell", "Storage", "Variables", systemPackage,
      ]),
    tests(
      "TasksTests",
      [
        "Tasks", "CodeDigestTool", "Digests", "Engine", "ImageQEMU", "ImageSandbox", "ImageSupply", "ImageTree",
        "RecordingImage",
        "SandboxFixture", "Shell", "Storage", "TaskGraph", "Variables", systemPackage,
      ]),
    // What the engine alone costs; hack/bench runs it.
    .executableTarget(
      name: "SchedulerBenchmark", dependencies: ["Digests", "Engine", "TaskGraph"], path: "Tests/SchedulerBenchmark",
      swiftSettings: strict),
    // The real program in a checkout of its own.
    tests(
      "ScenarioTests",
      [
        "BuildSites", "ImageBuilder", "Digests", "Engine", "ImageSandbox", "ImageTools", "Shell", "StepCache",
        "Storage",
        "TaskGraph", "Tasks", "Variables", systemPackage,
      ]),
    tests("ImageDiskTests", ["ImageDisk", "Digests", "Shell", "Storage", systemPackage]),
    tests("ImageFormatsTests", ["ImageFormats", "Digests", "Shell", "Storage", systemPackage]),
    tests("GossTests", ["Goss", "ImageChecks", "Shell", systemPackage]),
    tests("ImageChecksTests", ["ImageChecks", "Shell"]),
    tests("ImageQEMUTests", ["ImageQEMU", "Shell", "Storage", systemPackage]),
    // Everything that reads foreign input, and libFuzzer to feed it (hack/fuzz).
    .target(name: "CFuzzer", path: "Tests/CFuzzer"),
    module(
      "FuzzedReaders", path: "Tests/FuzzedReaders",
      [
        "Console", "Digests", "Engine", "Goss", "ImageChecks", "ImageDisk", "ImageFormats", "ImageInspection",
        "ImageQEMU",
        "ImageSandbox", "ImageSupply", "ImageTree", "Inspection", "Shell", "StepCache", "Storage", "TaskGraph", "Tasks",
        "Transfer",
        "Variables", "YAML", systemPackage,
      ]),
    .executableTarget(
      name: "Fuzzer", dependencies: ["CFuzzer", "FuzzedReaders", systemPackage], path: "Tests/Fuzzer",
      swiftSettings: strict),
    tests(
      "FuzzedReadersTests", ["FuzzedReaders", "ImageSupply", "Storage", "Transfer", systemPackage], exclude: ["Seeds"]),
    // Folders in which the real program builds.
    module("BuildSites", path: "Tests/BuildSites", ["Shell", "StepCache", "Storage", systemPackage]),
    tests("ImageSupplyTests", ["BuildSites", "ImageSupply", "Storage", "Transfer", systemPackage]),
    // The real program on real images.
    tests("EndToEndTests", ["BuildSites", "ImageBuilder", "Shell", "StepCache", "Storage", systemPackage]),
    // The real program on images of a tiny distribution, disturbed in every way.
    tests("FaultTests", ["BuildSites", "ImageBuilder", "Shell", "StepCache", "Storage", "TaskGraph", systemPackage]),
  ],
  swiftLanguageModes: [.v6]
)
