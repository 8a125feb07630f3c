public import SystemPackage

#if canImport(Glibc)
  import Glibc
#endif

/// A program to run: what it is given is written here, and nothing else reaches it.
public struct Command: Sendable, Equatable {
  /// The program, looked up in the environment's `PATH` unless it holds a slash, then its arguments.
  public var arguments: [String]
  /// The whole environment; no variable is inherited unless it stands here.
  public var environment: [String: String]
  /// The directory to run in; nil is the current one.
  public var directory: FilePath?
  /// What standard input holds; nil is an empty one.
  public var input: [UInt8]?
  /// How long the process group may take to end after SIGTERM before it gets SIGKILL.
  public var gracePeriod: Duration
  /// Whether it is killed also when this process is killed: a shell watches over it, and `run` gives it no input.
  /// For what would run on for long, not for what ends soon by itself.
  public var endsWithCaller: Bool

  /// A command; see the properties.
  public init(
    _ arguments: [String],
    environment: [String: String] = Command.inherited,
    directory: FilePath? = nil,
    input: [UInt8]? = nil,
    gracePeriod: Duration = .seconds(5),
    endsWithCaller: Bool = false
  ) {
    self.arguments = arguments
    self.environment = environment
    self.directory = directory
    self.input = input
    self.gracePeriod = gracePeriod
    self.endsWithCaller = endsWithCaller
  }

  /// `PATH` and `HOME` of this process: the least that ordinary programs need.
  public static var inherited: [String: String] {
    var environment: [String: String] = [:]
    for name in ["PATH", "HOME"] {
      if let value = getenv(name) { environment[name] = String(cString: value) }
    }
    return environment
  }

  /// The command as a line that can be pasted into a shell; the environment is left out, it may hold secrets.
  public var shellText: String {
    let line = arguments.map(shellWord).joined(separator: " ")
    guard let directory else { return line }
    return "(cd \(shellWord(directory.string)) && \(line))"
  }
}
