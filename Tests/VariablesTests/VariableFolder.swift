import Glibc
import SystemPackage

@testable import Variables

/// A folder of variable files in a temporary place, which goes away with it.
final class VariableFolder {
  /// The temporary folder that holds `vars`.
  let place: FilePath
  private var made: [FilePath] = []

  /// The folder of variables.
  var root: FilePath { place.appending("vars") }

  /// A schema with one variable of each type.
  static let schema = """
    variables:
      name: { type: string, summary: A text. }
      other_name: { type: string, summary: Another text. }
      flag: { type: boolean, summary: A truth value. }
      count: { type: integer, summary: A number. }
      disk_size: { type: bytes, bare_unit: M, summary: A size. }
      age: { type: duration, summary: A length of time. }
      extra_debs: { type: list, separator: space, summary: Packages. }
      image_list: { type: list, separator: comma, summary: Images. }
      firmwares: { type: list, separator: comma, choices: [bios, uefi], summary: Firmwares. }
      shim_versions: { type: map, summary: Versions. }
      source_type: { type: choice, choices: [pkg, http, source], summary: A source. }
      kubernetes_semver: { type: version, leading_v: true, summary: A version. }
      kubernetes_series: { type: series, summary: A series. }
      kubernetes_deb_version: { type: string, summary: A package's version. }
      containerd_version: { type: version, summary: A version. }
      mirror: { type: url, summary: An address. }
      root_password: { type: string, secret: content, summary: A password's hash. }
      cloud_token: { type: string, secret: credential, summary: A token. }
    retired:
      - because: no machine is booted to build
        names: [boot_wait, ssh_password]
    """

  /// A folder with some files, named below `vars`; a name that begins with `/` stands beside it.
  init(_ files: [String: String] = [:]) throws {
    var template = Array("/tmp/variables-tests-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw Errno(rawValue: errno) }
    place = FilePath(String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self))
    made.append(place)
    for (name, text) in ["schema/all.yaml": Self.schema].merging(files, uniquingKeysWith: { $1 }) {
      try write(text, to: name)
    }
  }

  deinit {
    for path in made.reversed() {
      unlink(path.string)
      rmdir(path.string)
    }
  }

  /// Writes a file and gives its path.
  @discardableResult
  func write(_ text: String, to name: String) throws -> FilePath {
    let path = (name.hasPrefix("/") ? place : root).pushing(FilePath(String(name.drop { $0 == "/" })))
    try makeFolder(path.removingLastComponent())
    let file = try FileDescriptor.open(
      path, .writeOnly, options: [.create, .truncate], permissions: [.ownerReadWrite])
    try file.closeAfter { _ = try file.writeAll(text.utf8) }
    made.append(path)
    return path
  }

  /// The sources of a target whose layers are this folder.
  func sources(
    userFile: String? = nil, varFiles: [String] = [], assignments: [String] = [], environment: [String: String] = [:],
    variant: String? = nil, strict: Bool = false
  ) throws -> LayerSources {
    LayerSources(
      root: root, provider: "qemu", osFamily: "debian", os: "debian-12", variant: variant,
      userFile: userFile.map { root.appending($0) }, varFiles: varFiles.map { place.appending($0) },
      assignments: try assignments.map { try Assignment(parsing: $0, source: "VARS") }, environment: environment,
      strict: strict)
  }

  /// The variables of those sources.
  func resolve(
    userFile: String? = nil, varFiles: [String] = [], assignments: [String] = [], environment: [String: String] = [:],
    variant: String? = nil, strict: Bool = false
  ) throws -> VariableSet {
    // The folder goes away with its last use, which would otherwise be before its files are read.
    defer { withExtendedLifetime(self) {} }
    return try resolveVariables(
      schema: Schema(readingFrom: root),
      sources: sources(
        userFile: userFile, varFiles: varFiles, assignments: assignments, environment: environment, variant: variant,
        strict: strict))
  }

  /// The errors of resolving an override file with some text.
  func errors(of text: String, named name: String = "/override.yaml", strict: Bool = false) throws -> [VariableError] {
    try write(text, to: name)
    do {
      _ = try resolve(varFiles: [String(name.dropFirst())], strict: strict)
      return []
    } catch let errors as VariableErrors {
      return errors.errors
    }
  }

  private func makeFolder(_ path: FilePath) throws {
    if mkdir(path.string, 0o700) == 0 {
      made.append(path)
    } else if errno == ENOENT {
      try makeFolder(path.removingLastComponent())
      try makeFolder(path)
    } else if errno != EEXIST {
      throw Errno(rawValue: errno)
    }
  }
}
