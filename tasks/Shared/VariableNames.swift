import Variables

/// The variables that steps read, so that a misspelt one does not compile; what each means stands in vars/schema/.
extension VariableName {
  // The system
  static let architecture: Self = "architecture"
  static let distributionName: Self = "distribution_name"
  static let debianSuite: Self = "debian_suite"
  static let debianComponents: Self = "debian_components"
  static let debianMirror: Self = "debian_mirror"
  static let debianSecurityMirror: Self = "debian_security_mirror"
  static let debianMirrorOptions: Self = "debian_mirror_options"
  static let maxPackageAge: Self = "max_package_age"
  static let kernelPackage: Self = "kernel_package"
  static let kernelConsoles: Self = "kernel_consoles"
  static let basePackages: Self = "base_packages"
  static let baselinePackages: Self = "baseline_packages"
  static let providerPackages: Self = "provider_packages"
  static let providerKernelPackage: Self = "provider_kernel_package"
  static let extraDebs: Self = "extra_debs"
  static let pinnedDebs: Self = "pinned_debs"
  static let includeDocumentation: Self = "include_documentation"
  static let sourceDateEpoch: Self = "source_date_epoch"

  // What the user adds
  static let customFiles: Self = "custom_files"
  static let customScripts: Self = "custom_scripts"
  static let hooks: Self = "hooks"
  static let loadAdditionalComponents: Self = "load_additional_components"
  static let additionalExecutables: Self = "additional_executables"
  static let additionalExecutablesList: Self = "additional_executables_list"
  static let additionalExecutablesDestinationPath: Self = "additional_executables_destination_path"
  static let additionalExecutablesChecksums: Self = "additional_executables_checksums"

  // Proxies, for what reaches the network while the image is built
  static let httpProxy: Self = "http_proxy"
  static let httpsProxy: Self = "https_proxy"
  static let noProxy: Self = "no_proxy"
  static let netrcFile: Self = "netrc_file"

  // The container runtime
  static let containerdSourceType: Self = "containerd_source_type"
  static let containerdVersion: Self = "containerd_version"
  static let containerdBaseURL: Self = "containerd_baseurl"
  static let containerdServiceURL: Self = "containerd_service_url"
  static let containerdCRISocket: Self = "containerd_cri_socket"
  static let containerdAdditionalSettings: Self = "containerd_additional_settings"
  static let containerdEnableLimitNoFile: Self = "containerd_enable_limit_no_file"
  static let containerdImagePullProgressTimeout: Self = "containerd_image_pull_progress_timeout"
  static let enableContainerdAudit: Self = "enable_containerd_audit"
  static let pauseImage: Self = "pause_image"
  static let runcBaseURL: Self = "runc_baseurl"

  // Kubernetes
  static let kubernetesSourceType: Self = "kubernetes_source_type"
  static let kubernetesSourcePackage: Self = "kubernetes_source_package"
  static let kubernetesSourceSuite: Self = "kubernetes_source_suite"
  static let kubernetesSourceURL: Self = "kubernetes_source_url"
  static let kubernetesSourceChecksum: Self = "kubernetes_source_checksum"
  static let kubernetesSourceReplacements: Self = "kubernetes_source_replacements"
  static let kubernetesSemver: Self = "kubernetes_semver"
  static let kubernetesDebVersion: Self = "kubernetes_deb_version"
  static let kubernetesDebRepository: Self = "kubernetes_deb_repo"
  static let kubernetesDebKey: Self = "kubernetes_deb_gpg_key"
  static let kubernetesHTTPSource: Self = "kubernetes_http_source"
  static let kubernetesCNISourceType: Self = "kubernetes_cni_source_type"
  static let kubernetesCNISemver: Self = "kubernetes_cni_semver"
  static let kubernetesCNIDebVersion: Self = "kubernetes_cni_deb_version"
  static let kubernetesCNIHTTPSource: Self = "kubernetes_cni_http_source"
  static let kubeletExtraArgs: Self = "kubelet_extra_args"
  static let crictlSourceType: Self = "crictl_source_type"
  static let crictlVersion: Self = "crictl_version"
  static let crictlBaseURL: Self = "crictl_baseurl"

  // The node
  static let sysctlFile: Self = "sysctl_conf_file"
  static let systemKernelParameters: Self = "system_kernel_parameters"
  static let externalBinaryPath: Self = "external_binary_path"

  // What stays of the system when it is sealed
  static let freePackages: Self = "free_packages"
  static let netplanRemovalExcludes: Self = "netplan_removal_excludes"
  static let kubevirt: Self = "kubevirt"

  // The image
  static let imageBuilderVersion: Self = "ib_version"
  static let imageBuilderCommit: Self = "ib_commit"
  static let extraKernelBootParams: Self = "extra_kernel_boot_params"
  static let datasources: Self = "datasources"
  static let hostname: Self = "hostname"
  static let diskSize: Self = "disk_size"
  static let diskFormat: Self = "format"
  static let diskCompression: Self = "disk_compression"
  static let bootFirmwares: Self = "boot_firmwares"
  static let bootTimeLimit: Self = "boot_time_limit"
  static let artifactName: Self = "artifact_name"
  static let outputDirectory: Self = "output_directory"
}
