import Engine
import TaskGraph
import Variables

/// Our specifications of what stands for a vendor's base (docs/parity-base.md), of the provider, and of what is optional.
func systemFiles(_ circumstances: Circumstances) throws -> [(name: String, content: [UInt8])] {
  let values = circumstances.declared(
    [
      .basePackages, .storagePackages, .includeDocumentation, .provider, .systemKernelParameters, .gvisorRuntime,
      .wasmRuntimes, .securityInstallFalco, .securityInstallTrivy, .gpuBlockNouveauLoading,
    ], by: "the checks")
  let storage = try values.list(.storagePackages)
  let arguments = try expectedKernelArguments(circumstances)
  let hasAppArmor = try values.list(.basePackages).contains("apparmor") && !arguments.contains("apparmor=0")
  let isFilteringSources = try values.map(.systemKernelParameters)["net.ipv4.conf.all.rp_filter"] != nil
  let files: [(String, [UInt8], Bool)] = [
    ("base", PackageResources.base_yaml, true),
    ("apparmor", PackageResources.apparmor_yaml, hasAppArmor),
    ("network-names", PackageResources.network_names_yaml, !arguments.contains("net.ifnames=0")),
    ("iscsi", PackageResources.iscsi_yaml, storage.contains("open-iscsi")),
    ("nfs", PackageResources.nfs_yaml, storage.contains("nfs-common")),
    ("source-filter", PackageResources.source_filter_yaml, isFilteringSources),
    ("documentation", PackageResources.documentation_yaml, try !values.boolean(.includeDocumentation)),
    ("gvisor", PackageResources.gvisor_yaml, try values.boolean(.gvisorRuntime)),
  ]
  let shims: [(String, [UInt8])] = [
    ("lunatic", PackageResources.wasm_lunatic_yaml), ("slight", PackageResources.wasm_slight_yaml),
    ("spin", PackageResources.wasm_spin_yaml), ("wws", PackageResources.wasm_wws_yaml),
  ]
  let wasm = try values.list(.wasmRuntimes)
  return files.filter(\.2).map { ($0.0, $0.1) }
    + shims.filter { wasm.contains($0.0) }.map { ("wasm-\($0.0)", $0.1) }
    + (try providerFiles(circumstances.target, provider: values.string(.provider)))
    + (try optionalFiles(circumstances, values))
}

/// What the kernel of an image is started with, besides where its root is.
func expectedKernelArguments(_ circumstances: Circumstances) throws -> [String] {
  let values = circumstances.declared(
    [.kernelConsoles, .providerKernelArguments, .extraKernelBootParams, .sysprepRequireGrubFile], by: "the checks")
  let provider = try values.list(.providerKernelArguments)
  guard try values.boolean(.sysprepRequireGrubFile) else { return provider }
  return try values.list(.kernelConsoles).map { "console=\($0)" } + provider
    + values.string(.extraKernelBootParams).split(separator: " ").map(String.init)
}

/// What a provider's images have.
private func providerFiles(_ target: Target, provider: String) throws -> [(name: String, content: [UInt8])] {
  let isUbuntu = Catalog.family(of: target) == "ubuntu"
  let files: [(String, [UInt8], Bool)] = [
    ("ami", PackageResources.ami_yaml, target.provider == "ami"),
    ("gce", PackageResources.gce_yaml, target.provider == "gce"),
    ("huaweicloud", PackageResources.huaweicloud_yaml, target.provider == "huaweicloud"),
    ("maas", PackageResources.maas_yaml, target.provider == "maas"),
    ("nutanix", PackageResources.nutanix_yaml, target.provider == "nutanix"),
    ("ova", PackageResources.ova_yaml, target.provider == "ova"),
    ("proxmox", PackageResources.proxmox_yaml, target.provider == "proxmox"),
    ("raw-firmware", PackageResources.raw_firmware_yaml, target.provider == "raw" && isUbuntu),
    ("cloudstack", PackageResources.cloudstack_yaml, target.provider == "qemu" && provider == "cloudstack"),
    ("iscsi-daemon", PackageResources.iscsi_daemon_yaml, ["hcloud", "nutanix"].contains(target.provider)),
    (
      "dhcp-time", PackageResources.dhcp_time_yaml,
      ["maas", "openstack", "ova", "proxmox", "qemu"].contains(target.provider)
    ),
    ("no-hyperv", PackageResources.no_hyperv_yaml, target.provider != "azure"),
  ]
  return files.filter(\.2).map { ($0.0, $0.1) }
}

/// What the optional roles leave, where they are ours.
private func optionalFiles(
  _ circumstances: Circumstances, _ values: DeclaredValues
) throws -> [(name: String, content: [UInt8])] {
  let roles = try ownRoles(circumstances)
  let isSecure = roles.contains("security")
  let files: [(String, [UInt8], Bool)] = [
    ("multipath", PackageResources.multipath_yaml, roles.contains("multipathd")),
    ("falco", PackageResources.falco_yaml, try isSecure && values.boolean(.securityInstallFalco)),
    ("trivy", PackageResources.trivy_yaml, try isSecure && values.boolean(.securityInstallTrivy)),
    ("nouveau", PackageResources.nouveau_yaml, roles.contains("gpu")),
    (
      "nouveau-loading", PackageResources.nouveau_loading_yaml,
      try roles.contains("gpu") && values.boolean(.gpuBlockNouveauLoading)
    ),
  ]
  return files.filter(\.2).map { ($0.0, $0.1) }
}
