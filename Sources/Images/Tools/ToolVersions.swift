import Digests
import FoundationEssentials
import Shell
import Storage
public import SystemPackage

/// Finds out which versions of programs this machine has, and remembers it until a package changes.
public struct ToolVersions: Sendable {
  /// What was found out, and when it holds.
  private struct Memory: Codable {
    /// Of the package manager's database, whose change makes everything here void.
    let size: Int64
    let modified: Int64
    let packages: [String: String]
    let versions: [String: String]
  }

  private static let database = FilePath("/var/lib/dpkg/status")
  private let memory: FilePath

  /// Remembers what it found out in this file.
  public init(memory: FilePath) {
    self.memory = memory
  }

  /// The upstream version of each program, without the distribution's revision; a missing program has none.
  ///
  /// - Parameters:
  ///   - packages: the package of each program.
  ///   - remembering: writes what it found out.
  public func versions(of packages: [String: String], remembering: Bool) async throws -> [String: String] {
    let status = try? fileStatus(Self.database)
    if let status, let known = try? JSONDecoder().decode(Memory.self, from: Data(readFile(memory))),
      known.size == status.size, known.modified == status.mtime.inNanoseconds, known.packages == packages
    {
      return known.versions
    }
    let isDebian = status != nil && findProgram("dpkg-query") != nil
    let versions = isDebian ? try await debianVersions(of: packages) : digests(of: packages)
    if remembering, isDebian, let status, fileExists(memory.removingLastComponent()) {
      let found = Memory(
        size: status.size, modified: status.mtime.inNanoseconds, packages: packages, versions: versions)
      try writeAtomically([UInt8](JSONEncoder().encode(found)), to: memory)
    }
    return versions
  }

  private func debianVersions(of packages: [String: String]) async throws -> [String: String] {
    let names = Set(packages.values).sorted()
    let query = Command(
      ["dpkg-query", "--show", "--showformat=${Package} ${Version}\n"] + names, environment: Command.inherited)
    // It fails where one is not installed, and still tells of the others.
    let lines = try await runAllowingFailure(query).output.split(separator: "\n")
    var found: [Substring: String] = [:]
    for line in lines {
      let words = line.split(separator: " ")
      if words.count == 2 { found[words[0]] = upstreamVersion(words[1]) }
    }
    return packages.compactMapValues { found[Substring($0)] }
  }

  /// Where there is no such package manager, a program is its own version.
  private func digests(of packages: [String: String]) -> [String: String] {
    var found: [String: String] = [:]
    for program in packages.keys {
      guard let path = findProgram(program) else { continue }
      found[program] = (try? contentDigest(ofFile: path).short)
    }
    return found
  }
}

/// `1:2.39.5-0+deb12u2` without epoch and revision: `2.39.5`.
func upstreamVersion(_ version: Substring) -> String {
  let withoutEpoch = version.split(separator: ":", maxSplits: 1).last ?? version
  guard let dash = withoutEpoch.lastIndex(of: "-") else { return String(withoutEpoch) }
  return String(withoutEpoch[..<dash])
}
