import Glibc
import Shell
import Storage
import SystemPackage

/// A run of the program at a site.
struct SiteProcess {
  private let site: Site
  private let folder: FilePath
  private let words: [String]

  init(site: Site, words: [String], tellsEvents: Bool = false) throws {
    self.site = site
    folder = site.folder.appending("runs").appending(String(UInt64.random(in: .min ... .max), radix: 36))
    try makeDirectories(folder)
    guard chmod(folder.string, 0o777) == 0 else { throw Errno(rawValue: errno) }
    self.words = words + (tellsEvents ? ["--events", folder.appending("events").string] : [])
  }

  /// Runs to the end.
  func run() async throws -> Ran {
    let status = try await runAllowingFailure(command(prefix: [])).status
    return try ran(status, wasKilled: false)
  }

  /// In a session of its own, where nobody tidies up after it.
  func run(
    endedBy signal: Int32, at moment: @escaping @Sendable (EventLine) -> Bool, later delay: Duration
  ) async throws -> Ran {
    async let running = runAllowingFailure(command(prefix: ["setsid", "--wait"]))
    var killed = try await comes(moment)
    if killed {
      try await Task.sleep(for: delay)
      let pid = pid_t(try readText(folder.appending("pid")).prefix(while: \.isNumber))
      killed = pid.map { kill($0, signal) == 0 } ?? false
    }
    return try ran(try await running.status, wasKilled: killed)
  }

  /// Runs to the end, with something done at a moment that comes.
  func run(
    at moment: @escaping @Sendable (EventLine) -> Bool, do action: @Sendable () async throws -> Void
  ) async throws -> Ran {
    async let running = runAllowingFailure(command(prefix: []))
    if try await comes(moment) { try await action() }
    return try ran(try await running.status, wasKilled: false)
  }

  /// Waits for an event; false where the program ended before there was one.
  private func comes(_ moment: (EventLine) -> Bool) async throws -> Bool {
    var seen = 0
    while true {
      let ended = hasEnded
      let lines = try EventLine.all(in: folder.appending("events"))
      if lines[seen...].contains(where: moment) { return true }
      if ended { return false }
      seen = lines.count
      try await Task.sleep(for: .milliseconds(10))
    }
  }

  /// Whether the program, once it ran, runs no more.
  private var hasEnded: Bool {
    guard let text = try? readText(folder.appending("pid")), text.hasSuffix("\n") else { return false }
    return !fileExists(FilePath("/proc").appending(String(text.dropLast())))
  }

  /// A shell that says who it is and becomes the program, whose output goes to a file: nothing that is left can hold it.
  private func command(prefix: [String]) -> Command {
    let become = site.user.map { ["setpriv", "--reuid=\($0)", "--regid=\($0)", "--init-groups"] } ?? []
    let script = "echo $$ > \"$0/pid\"; exec \"$@\" > \"$0/output\" 2>&1"
    var variables = environment
    variables["HOME"] = site.folder.string
    variables["IMAGE_BUILDER_CACHE"] = site.cache.string
    variables.merge(site.surroundings) { $1 }
    return Command(
      prefix + become + ["sh", "-c", script, folder.string] + site.starter + [site.program.path.string] + words,
      environment: variables, directory: site.folder)
  }

  private func ran(_ status: CommandStatus, wasKilled: Bool) throws -> Ran {
    let output = folder.appending("output")
    let code =
      switch status {
      case .exited(let code): code
      case .signaled(let signal): 128 + signal
      case .notStarted: -1
      }
    return Ran(
      status: code, wasKilled: wasKilled, output: fileExists(output) ? try readText(output) : "",
      events: try EventLine.all(in: folder.appending("events")))
  }
}
