public import SystemPackage

/// Where the variables of one target come from, lowest layer first.
public struct LayerSources: Sendable {
  /// The folder of the project's own files, `vars`.
  public var root: FilePath
  /// The provider, as in `qemu`: `providers/<provider>.yaml`.
  public var provider: String
  /// The operating system's family, as in `debian`: `os/<family>.yaml`, and with the provider
  /// `targets/<provider>-<family>.yaml`.
  public var osFamily: String
  /// The operating system, as in `debian-12`: `os/<os>.yaml`, and with the provider `targets/<provider>-<os>.yaml`.
  public var os: String
  /// The variant, as in `efi`: `variants/<variant>.yaml`.
  public var variant: String?
  /// The user's own file, which need not exist: `vars/user.yaml`.
  public var userFile: FilePath?
  /// Override files in their order, which must exist: those of `PACKER_FLAGS`, `VAR_FILES`, `PACKER_VAR_FILES`.
  public var varFiles: [FilePath]
  /// What the command line sets, in its order.
  public var assignments: [Assignment]
  /// What ``{{env `X`}}`` reads.
  public var environment: [String: String]
  /// Whether every notice is an error.
  public var strict: Bool

  /// The sources of a target.
  public init(
    root: FilePath, provider: String, osFamily: String, os: String, variant: String? = nil, userFile: FilePath? = nil,
    varFiles: [FilePath] = [], assignments: [Assignment] = [], environment: [String: String] = [:],
    strict: Bool = false
  ) {
    self.root = root
    self.provider = provider
    self.osFamily = osFamily
    self.os = os
    self.variant = variant
    self.userFile = userFile
    self.varFiles = varFiles
    self.assignments = assignments
    self.environment = environment
    self.strict = strict
  }

  /// The project's own files, of which any may be missing.
  func ownFiles(_ files: VariableFiles) -> [String] {
    let root = root.string
    var paths = files.yamlFiles(in: "\(root)/defaults")
    paths.append("\(root)/providers/\(provider).yaml")
    paths.append("\(root)/os/\(osFamily).yaml")
    if os != osFamily { paths.append("\(root)/os/\(os).yaml") }
    paths.append("\(root)/targets/\(provider)-\(osFamily).yaml")
    if os != osFamily { paths.append("\(root)/targets/\(provider)-\(os).yaml") }
    if let variant { paths.append("\(root)/variants/\(variant).yaml") }
    return paths
  }
}
