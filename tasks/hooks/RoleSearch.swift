import Engine
import FoundationEssentials
import SystemPackage
import TaskGraph
import Variables

/// Finds Ansible's roles where the established project and Ansible look for them.
struct RoleSearch {
  /// A role that was found.
  struct Found {
    let name: String
    let file: UserFile
    /// The text of all of its files.
    let text: String
  }

  private let variable: ResolvedVariable
  private let folders: [FilePath]

  /// Prepares to look for the roles that a variable names.
  init(_ variable: ResolvedVariable, _ circumstances: Circumstances) throws {
    let current = FilePath(FileManager.default.currentDirectoryPath)
    let path = circumstances.values[.ansibleRolesPath]
    let own = path.map { path in
      path.value.text.split(separator: ":").map {
        (path.folder.map(current.pushing) ?? current).pushing(FilePath(String($0)))
      }
    }
    let near = (variable.folder.map { [current.pushing($0)] } ?? []) + [current]
    self.variable = variable
    folders =
      (own ?? []) + near.flatMap { [$0.appending("roles"), $0.appending("ansible/roles"), $0] }
      + ["/etc/ansible/roles", "/usr/share/ansible/roles"]
  }

  /// The role that a user names: by its name, or by the path of its folder.
  func role(_ name: String) throws -> Found {
    let path = FilePath(name)
    let places = path.isAbsolute ? [path] : folders.map { $0.pushing(path).lexicallyNormalized() }
    guard let place = places.first(where: isRole) else {
      throw Failure(
        "`\(variable.name)` names the role `\(name)`, which does not exist\n  \(variable.origin.place)",
        hint:
          "it was looked for in \(Set(places.map { $0.removingLastComponent().string }).sorted().joined(separator: ", ")); "
          + "ansible_roles_path names other folders")
    }
    return try found(path.lastComponent?.string ?? name, at: place)
  }

  /// Whether there is a role of that name.
  func has(_ name: String) -> Bool { folders.contains { isRole($0.appending(name)) } }

  /// The roles that these name in turn, of the folders that they lie in: as dependencies, or to be included.
  func others(of roles: [Found]) throws -> [Found] {
    var known = Dictionary(roles.map { ($0.name, $0) }) { first, _ in first }
    var open = roles
    var others: [Found] = []
    while let role = open.popLast() {
      let folder = role.file.place.removingLastComponent()
      for name in try FileManager.default.contentsOfDirectory(atPath: folder.string).sorted()
      where known[name] == nil && role.text.contains(name) && isRole(folder.appending(name)) {
        let other = try found(name, at: folder.appending(name))
        known[name] = other
        others.append(other)
        open.append(other)
      }
    }
    return others.sorted { $0.name < $1.name }
  }

  private func isRole(_ place: FilePath) -> Bool {
    ["tasks", "meta", "handlers", "defaults", "vars", "files", "templates"].contains {
      FileManager.default.fileExists(atPath: place.appending($0).string)
    }
  }

  private func found(_ name: String, at place: FilePath) throws -> Found {
    let file = try UserFile("roles/\(name)", at: place, of: variable)
    let paths = try FileManager.default.subpathsOfDirectory(atPath: place.string).sorted()
    let texts = paths.compactMap { try? String(contentsOfFile: place.pushing(FilePath($0)).string, encoding: .utf8) }
    return Found(name: name, file: file, text: texts.joined(separator: "\n"))
  }
}
