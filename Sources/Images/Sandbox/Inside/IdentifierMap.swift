import CNamespaces
import Glibc
import Storage
import SystemPackage

/// Which users and groups of the host stand behind those of a namespace.
struct IdentifierMap {
  /// A line of a map: `count` ids from `inside` on are those of the host from `outside` on.
  struct Range: Equatable {
    var inside: Int
    var outside: Int
    var count: Int
  }

  /// How many ids an image may use: 0 to 65535.
  static let needed = 65536

  let users: [Range]
  let groups: [Range]
  /// The programs that write the maps, nil where the kernel lets us do it.
  let writers: (users: String, groups: String)?

  /// The map for this process: as root everything stays what it is; a user is 0, and 1 to 65535 are its subordinate ids.
  ///
  /// Throws what the user has to do when it has no subordinate ids.
  static func ofThisProcess() throws(SandboxError) -> IdentifierMap {
    let user = Int(getuid())
    let group = Int(getgid())
    if user == 0 {
      return IdentifierMap(
        users: try identity("/proc/self/uid_map"), groups: try identity("/proc/self/gid_map"), writers: nil)
    }
    let name = userName()
    guard let users = writer("newuidmap"), let groups = writer("newgidmap") else {
      throw SandboxError(
        "building as user \(name) needs newuidmap and newgidmap, which are not installed",
        hint: "install the package uidmap (as root: apt-get install uidmap)")
    }
    return IdentifierMap(
      users: [Range(inside: 0, outside: user, count: 1)] + (try subordinate("/etc/subuid", name, user)),
      groups: [Range(inside: 0, outside: group, count: 1)] + (try subordinate("/etc/subgid", name, user)),
      writers: (users, groups))
  }

  /// Writes the maps of `process`, which has left its user namespace; to be called from that namespace's parent.
  func apply(to process: Int32) throws(SandboxError) {
    guard let writers else {
      try makeMap("/proc/\(process)/uid_map", users)
      try makeMap("/proc/\(process)/gid_map", groups)
      return
    }
    try run(writers.users, process, users)
    try run(writers.groups, process, groups)
  }

  private func makeMap(_ path: String, _ ranges: [Range]) throws(SandboxError) {
    let text = ranges.map { "\($0.inside) \($0.outside) \($0.count)\n" }.joined()
    let descriptor = try check(open(path, O_WRONLY | O_CLOEXEC), "open \(path)")
    defer { close(descriptor) }
    try writeAll(descriptor, Array(text.utf8))
  }

  private func run(_ program: String, _ process: Int32, _ ranges: [Range]) throws(SandboxError) {
    let errors = try makePipe()
    let arguments = [program, String(process)] + ranges.flatMap { ["\($0.inside)", "\($0.outside)", "\($0.count)"] }
    let status = withStrings(arguments) { namespaces_run($0, errors.writing) }
    close(errors.writing)
    defer { close(errors.reading) }
    guard status != 0 else { return }
    let said = String(decoding: (try? readSome(errors.reading)) ?? [], as: UTF8.self)
    throw SandboxError(
      "`\(arguments.joined(separator: " "))` failed: \(said.split(separator: "\n").first ?? "exit status \(status)")",
      hint: "check /etc/subuid and /etc/subgid, and that \(program) is set-uid root")
  }

  /// A map that changes nothing, of what this namespace itself has.
  private static func identity(_ path: String) throws(SandboxError) -> [Range] {
    let ranges = lines(path).compactMap { line -> Range? in
      let fields = line.split(separator: " ").compactMap { Int($0) }
      return fields.count == 3 ? Range(inside: fields[0], outside: fields[0], count: fields[2]) : nil
    }
    guard isComplete(ranges) else {
      throw SandboxError(
        "this root has fewer than \(needed) user or group ids (\(path))",
        hint: "it runs in a container with a small id map: give the container 65536 ids, or build outside of it")
    }
    return ranges
  }

  /// Whether ranges hold every id that an image may use.
  static func isComplete(_ ranges: [Range]) -> Bool {
    var next = 0
    for range in ranges.sorted(by: { $0.inside < $1.inside }) where range.inside <= next {
      next = max(next, range.inside + range.count)
    }
    return next >= needed
  }

  /// The subordinate ids of a user, as those from 1 on.
  private static func subordinate(_ path: String, _ name: String, _ user: Int) throws(SandboxError) -> [Range] {
    let ranges = subordinateRanges(lines(path), name: name, user: user)
    guard let ranges else {
      let free = (lines("/etc/subuid") + lines("/etc/subgid")).map(end).max() ?? 0
      let range = "\(max(free, 100_000))-\(max(free, 100_000) + needed - 1)"
      throw SandboxError(
        "user \(name) has no \(needed - 1) subordinate ids in \(path)",
        hint: "as root: usermod --add-subuids \(range) --add-subgids \(range) \(name)")
    }
    return ranges
  }

  /// What the lines of /etc/subuid give a user, cut to what is needed; nil if that is not enough.
  static func subordinateRanges(_ lines: [Substring], name: String, user: Int) -> [Range]? {
    var ranges: [Range] = []
    var next = 1
    for line in lines where next < needed {
      let fields = line.split(separator: ":", omittingEmptySubsequences: false)
      guard fields.count == 3, fields[0] == name || fields[0] == String(user) else { continue }
      guard let first = Int(fields[1]), let count = Int(fields[2]), count > 0 else { continue }
      let taken = min(count, needed - next)
      ranges.append(Range(inside: next, outside: first, count: taken))
      next += taken
    }
    return next == needed ? ranges : nil
  }

  /// The first id after those of a line of /etc/subuid.
  private static func end(_ line: Substring) -> Int {
    let fields = line.split(separator: ":", omittingEmptySubsequences: false)
    guard fields.count == 3, let first = Int(fields[1]), let count = Int(fields[2]) else { return 0 }
    return first + count
  }

  private static func lines(_ path: String) -> [Substring] {
    ((try? readText(FilePath(path))) ?? "").split(separator: "\n")
  }

  private static func writer(_ name: String) -> String? {
    ["/usr/bin/", "/bin/", "/usr/sbin/", "/usr/local/bin/"].map { $0 + name }.first { access($0, X_OK) == 0 }
  }

  private static func userName() -> String {
    guard let entry = getpwuid(getuid()), let name = entry.pointee.pw_name else { return String(getuid()) }
    return String(cString: name)
  }
}
