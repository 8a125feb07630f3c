import Engine
import FoundationEssentials
import Goss
import TaskGraph
import Variables

/// What an image is checked for: what it should have, being what it is, then what its user adds, and hygiene.
///
/// Throws `Failure` with the place of what is wrong in a specification.
func askChecks(_ circumstances: Circumstances) throws -> CheckScripts {
  let values = circumstances.declared(
    [
      .amazonSSMAgentSourceType, .awsCLISourceType, .basePackages, .storagePackages, .baselinePackages,
      .googleCloudCLISourceType, .providerPackages, .providerKernelPackage,
      .gossEntryFile, .gossTestsDirectory, .gossVarsFile, .containerdSourceType, .containerdVersion,
      .containerdEnableLimitNoFile, .containerdImagePullProgressTimeout, .crictlSourceType,
      .imageBuilderVersion, .kubernetesSourceType, .kubernetesCNISourceType, .kubernetesCNIDebVersion,
    ], by: "the checks")
  do {
    let variables = try CheckVariables(circumstances, users: usersVariables(values))
    let kernel = try values.string(.providerKernelPackage)
    var checks = Specification(
      installed: plainNames(
        try values.list(.basePackages) + values.list(.storagePackages) + values.list(.baselinePackages)
          + values.list(.providerPackages) + [kernel].filter { !$0.isEmpty }))
    checks = checks + (try Specification(kernelArguments: expectedKernelArguments(circumstances)))
    for file in try ownFiles(values, of: circumstances.target.provider) + systemFiles(circumstances) {
      let name = "tasks/check/\(file.name).yaml"
      checks =
        checks
        + (try Specification(
          readingFrom: name, load: { $0 == name ? String(decoding: file.content, as: UTF8.self) : nil },
          variable: variables.value))
    }
    if let entry = try usersEntry(values) {
      checks = checks + (try Specification(readingFrom: entry, load: textOfFile, variable: variables.value))
    }
    let hygiene = String(decoding: PackageResources.hygiene_sh, as: UTF8.self)
    let immutable = try immutableChecks(circumstances)
    return CheckScripts(
      sealed: try checks.script(for: .sealed) + immutable.sealed + hygiene
        + judgingHooks(after: "check", circumstances),
      booted: try immutable.booted + checks.script(for: .booted) + containerImageChecks(circumstances)
        + judgingHooks(after: "boot", circumstances))
  } catch let error as SpecificationError {
    throw Failure(error.sentence, hint: error.hint)
  }
}

/// Our own specifications that hold for an image with these variables.
private func ownFiles(
  _ values: DeclaredValues, of provider: String
) throws -> [(name: String, content: [UInt8])] {
  let kubernetes = try values.string(.kubernetesSourceType)
  let plugins = try values.string(.kubernetesCNISourceType)
  let isRelease = try values.string(.containerdSourceType) == "release"
  let hasTimeout = try !values.string(.containerdImagePullProgressTimeout).isEmpty
  let isFirst = try values.string(.containerdVersion).hasPrefix("1.")
  let hasVersion = try !values.string(.kubernetesCNIDebVersion).isEmpty
  let files: [(String, [UInt8], Bool)] = [
    ("node", PackageResources.node_yaml, true),
    ("containerd-release", PackageResources.containerd_release_yaml, isRelease),
    ("containerd-timeout", PackageResources.containerd_timeout_yaml, hasTimeout && isRelease && !isFirst),
    ("containerd-limit", PackageResources.containerd_limit_yaml, try values.boolean(.containerdEnableLimitNoFile)),
    ("kubernetes-packages", PackageResources.kubernetes_packages_yaml, kubernetes == "pkg"),
    ("kubernetes-release", PackageResources.kubernetes_release_yaml, kubernetes == "http"),
    ("cni-packages", PackageResources.cni_packages_yaml, plugins == "pkg"),
    ("cni-package-version", PackageResources.cni_package_version_yaml, plugins == "pkg" && hasVersion),
    ("cni-release", PackageResources.cni_release_yaml, plugins == "http"),
    ("crictl", PackageResources.crictl_yaml, try values.string(.crictlSourceType) == "http"),
    ("release", PackageResources.release_yaml, try !values.string(.imageBuilderVersion).isEmpty),
    (
      "ami-agent", PackageResources.ami_agent_yaml,
      try provider == "ami" && values.string(.amazonSSMAgentSourceType) != "none"
    ),
    (
      "ami-commands", PackageResources.ami_commands_yaml,
      try provider == "ami" && values.string(.awsCLISourceType) != "none"
    ),
    ("azure", PackageResources.azure_yaml, provider == "azure"),
    (
      "gce-commands", PackageResources.gce_commands_yaml,
      try provider == "gce" && values.string(.googleCloudCLISourceType) != "none"
    ),
  ]
  return files.filter(\.2).map { ($0.0, $0.1) }
}

/// The names among what package managers take: not `name-` (away with it), `name:architecture`, `name=version` or a pattern.
private func plainNames(_ packages: [String]) -> [String] {
  packages.filter { name in
    !name.hasSuffix("-")
      && name.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"),
          UInt8(ascii: "-"), UInt8(ascii: "."):
          true
        default: false
        }
      }
  }
}

/// The user's specification to begin with, as its path was given; nil where there is none.
private func usersEntry(_ values: DeclaredValues) throws -> String? {
  var folder = try values.string(.gossTestsDirectory)
  while folder.count > 1, folder.hasSuffix("/") { folder.removeLast() }
  let entry = try values.string(.gossEntryFile)
  if folder.isEmpty { return entry.isEmpty ? nil : entry }
  // The established project copies the folder, and names the file seen from beside the copy.
  let above = folder.lastIndex(of: "/").map { folder[...$0] } ?? ""
  let name = entry.isEmpty ? "goss.yaml" : entry
  let places = ["\(folder)/\(name)"] + (entry.isEmpty ? [] : ["\(above)\(name)"])
  guard let found = places.first(where: { FileManager.default.fileExists(atPath: $0) }) else {
    throw Failure(
      "there is no specification \(places.map { "`\($0)`" }.joined(separator: " or "))",
      hint: "goss_tests_dir is a folder, and goss_entry_file a file within it or beside it")
  }
  return found
}

/// What the user's file sets for templates.
private func usersVariables(_ values: DeclaredValues) throws -> [String: String] {
  let file = try values.string(.gossVarsFile)
  if file.isEmpty { return [:] }
  guard let text = try textOfFile(file) else {
    throw Failure("there is no file `\(file)`", hint: "goss_vars_file is a YAML file of names and values")
  }
  return try SpecificationVariables(reading: text, of: file).values
}

/// The text of a user's file; nil where there is none.
private func textOfFile(_ path: String) throws(SpecificationError) -> String? {
  var isFolder = false
  guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { return nil }
  guard !isFolder, let data = FileManager.default.contents(atPath: path) else {
    throw SpecificationError("the file cannot be read", in: path)
  }
  guard let text = String(validating: data, as: UTF8.self) else {
    throw SpecificationError("the file is not UTF-8 text", in: path)
  }
  return text
}
