import Shell
import Storage
import SystemPackage

/// This machine lacks programs.
public struct MissingTools: Error, CustomStringConvertible {
  /// The programs, each with the Debian package that has it.
  public let packages: [String: String]

  /// Throws where one of these programs, or files by their paths, is not there; each comes with its package.
  public static func check(_ packages: [String: String]) throws {
    let missing = packages.filter { name, _ in
      name.hasPrefix("/") ? !fileExists(FilePath(name)) : findProgram(name) == nil
    }
    if !missing.isEmpty { throw MissingTools(packages: missing) }
  }

  /// The programs, and the command that installs them.
  public var description: String {
    let programs = packages.keys.sorted().joined(separator: ", ")
    let names = Set(packages.values).sorted().joined(separator: " ")
    return "this machine lacks \(programs)\nhint: sudo apt-get install --no-install-recommends \(names)"
  }
}
