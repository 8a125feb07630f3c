import FoundationEssentials
import Glibc
import Shell
import StepCache
import Storage
import SystemPackage

/// Somewhere that images are built: a folder with a cache and an output folder of its own, and who builds there.
struct Site: Sendable {
  let program: Program
  /// The folder that the program runs in.
  let folder: FilePath
  /// Who builds; nil for the user of the tests.
  let user: String?

  /// Where the results are kept.
  var cache: FilePath { folder.appending("cache") }

  /// Makes the site's folder, with what package managers and compilers keep from `packages`, if that is given.
  init(_ program: Program, in folder: FilePath, packages: FilePath? = nil, user: String? = nil) async throws {
    self.program = program
    self.folder = folder
    self.user = user
    try makeDirectories(folder.appending("runs"))
    try makeDirectories(folder.appending("cache"))
    if let packages { try await shell("cp -a \(packages) \(cache)/packages") }
    if let user { try await shell("chown -R \(user): \(folder)") }
  }

  /// Builds from Debian's archive alone; the words are goals, settings, variables and options.
  func build(_ words: String..., variables files: [FilePath] = []) async throws -> Ran {
    try await start(words, files).run()
  }

  /// The same, killed when an event tells of a certain moment, or a little later; returns what had happened by then.
  func buildKilled(
    _ words: String..., variables files: [FilePath] = [], later delay: Duration = .zero,
    at moment: @escaping @Sendable (EventLine) -> Bool
  ) async throws -> Ran {
    try await start(words, files).run(killedAt: moment, later: delay)
  }

  /// Asks the program something; the words are a subcommand and its arguments.
  func ask(_ words: String...) async throws -> Ran {
    try await Process(site: self, words: words).run()
  }

  /// Types at a terminal on which the program builds from Debian's archive alone; the acts are those of `typist.py`.
  func type(_ acts: [String], to words: [String]) async throws -> String {
    let typist = Program.checkout.appending("Tests/Fixtures/typist.py")
    var variables = environment
    variables["HOME"] = folder.string
    variables["IMAGE_BUILDER_CACHE"] = cache.string
    variables["TERM"] = "xterm"
    return try await run(
      Command(
        ["python3", "-u", typist.string, program.path.string] + words + ["VAR_FILES=\(program.archiveVariables)"],
        environment: variables, directory: folder, input: Array(acts.joined(separator: "\n").utf8))
    ).output
  }

  private func start(_ words: [String], _ files: [FilePath]) throws -> Process {
    let list = ([program.archiveVariables] + files).map(\.string).joined(separator: " ")
    return try Process(site: self, words: words + ["VAR_FILES=\(list)"], tellsEvents: true)
  }

  /// The record of a result.
  func entry(_ key: String?) throws -> Entry {
    let key = key ?? "none"
    let record = cache.appending("keys").appending(String(key.prefix(2))).appending(key)
    return try JSONDecoder().decode(Entry.self, from: Data(readFile(record)))
  }

  /// The folder in which a run left an image.
  func output(_ name: String) -> FilePath { folder.appending("output").appending(name) }

  /// What the manifest of such a folder says.
  func manifest(_ name: String) throws -> Manifest {
    try JSONDecoder().decode(Manifest.self, from: Data(readFile(output(name).appending("manifest.json"))))
  }
}

/// A run of the program at a site.
private struct Process {
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

  func run() async throws -> Ran {
    let status = try await runAllowingFailure(command(prefix: [])).status
    return try ran(status, wasKilled: false)
  }

  /// Whether the program, once it ran, runs no more.
  private var hasEnded: Bool {
    guard let text = try? readText(folder.appending("pid")), text.hasSuffix("\n") else { return false }
    return !fileExists(FilePath("/proc").appending(String(text.dropLast())))
  }

  /// In a session of its own, where nobody tidies up after it.
  func run(killedAt moment: @escaping @Sendable (EventLine) -> Bool, later delay: Duration) async throws -> Ran {
    async let running = runAllowingFailure(command(prefix: ["setsid", "--wait"]))
    var seen = 0
    var killed = false
    while !killed {
      try await Task.sleep(for: .milliseconds(20))
      let lines = try EventLine.all(in: folder.appending("events"))
      if hasEnded { break }
      killed = lines[seen...].contains(where: moment)
      seen = lines.count
    }
    if killed {
      try await Task.sleep(for: delay)
      let pid = pid_t(try readText(folder.appending("pid")).prefix(while: \.isNumber))
      killed = pid.map { kill($0, SIGKILL) == 0 } ?? false
    }
    return try ran(try await running.status, wasKilled: killed)
  }

  /// A shell that says who it is and becomes the program, whose output goes to a file: nothing that is left can hold it.
  private func command(prefix: [String]) -> Command {
    let become = site.user.map { ["setpriv", "--reuid=\($0)", "--regid=\($0)", "--init-groups"] } ?? []
    let script = "echo $$ > \"$0/pid\"; exec \"$@\" > \"$0/output\" 2>&1"
    var variables = environment
    variables["HOME"] = site.folder.string
    variables["IMAGE_BUILDER_CACHE"] = site.cache.string
    return Command(
      prefix + become + ["sh", "-c", script, folder.string, site.program.path.string] + words, environment: variables,
      directory: site.folder)
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
