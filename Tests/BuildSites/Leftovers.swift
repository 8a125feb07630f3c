import FoundationEssentials
import Storage
import SystemPackage

/// Finds what a builder left running or mounted.
package struct Leftovers {
  private let site: Site
  /// Words that the mounts of the site's builds have in them: paths inside a cache may be relative.
  private let names: [String]
  private let users: [ClosedRange<Int>]

  /// Looks for the processes and mounts of a site.
  ///
  /// - Parameter original: the site that the cache was copied from; what both have may be mounted by others.
  package init(of site: Site, copiedFrom original: Site? = nil) async throws {
    self.site = site
    // What is mounted for everyone is whoever's that mounted it.
    let ownMounts = try readText("/proc/self/mountinfo")
    let results = try ["results", "drafts"].flatMap { try listDirectory(site.cache.appending($0)) }
    names = ([site.cache.string] + results).filter { name in
      !ownMounts.contains(name)
        && original.map { !fileExists($0.cache.appending("results").appending(name)) } ?? true
    }
    var users: [ClosedRange<Int>] = []
    if let user = site.user {
      let own = Int(try await shell("id -u \(user)").prefix(while: \.isNumber)) ?? 0
      users.append(own...own)
      for line in try readText("/etc/subuid").split(separator: "\n") where line.hasPrefix("\(user):") {
        let fields = line.split(separator: ":").compactMap { Int($0) }
        if fields.count == 2 { users.append(fields[0]...(fields[0] + fields[1] - 1)) }
      }
    }
    self.users = users
  }

  /// What there still is a moment after a builder's end; empty at best.
  package func find() async throws -> [String] {
    var found: [String] = []
    for _ in 0..<50 {
      found = try processes()
      if found.isEmpty { break }
      try await Task.sleep(for: .milliseconds(100))
    }
    return found
  }

  /// The processes that run the program, belong to the site's user, or see a mount of the site's cache.
  private func processes() throws -> [String] {
    try listDirectory("/proc").compactMap { name in
      guard Int(name) != nil else { return nil }
      let folder = FilePath("/proc").appending(name)
      let program = try? FileManager.default.destinationOfSymbolicLink(atPath: folder.appending("exe").string)
      let mounts = (try? readText(folder.appending("mountinfo"))) ?? ""
      let commandLine = (try? readText(folder.appending("cmdline"))) ?? ""
      let status = (try? readText(folder.appending("status"))) ?? ""
      let user = status.split(separator: "\n").first { $0.hasPrefix("Uid:") }
        .flatMap { $0.split(whereSeparator: \.isWhitespace).dropFirst().first }.flatMap { Int($0) }
      let why: [String?] = [
        program == site.program.path.string ? "runs the program" : nil,
        commandLine.contains(site.folder.string) ? "works on the site" : nil,
        names.first(where: mounts.contains).map { "sees a mount of \($0)" },
        user.flatMap { user in users.contains { $0.contains(user) } ? "is of user \(user)" : nil },
      ]
      let reasons = why.compactMap { $0 }
      return reasons.isEmpty ? nil : "\(name) (\(program ?? "")) \(reasons.joined(separator: ", "))"
    }
  }
}
