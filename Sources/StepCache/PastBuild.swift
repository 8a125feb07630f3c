import FoundationEssentials
public import TaskGraph

/// A build of a target that is over: when it was, what it was asked, what it read, and what came of it.
public struct PastBuild: Sendable, Codable, Equatable {
  /// A phase or supply of the build.
  public struct Part: Sendable, Codable, Equatable {
    /// The phase's or supply's name.
    public let name: String
    /// Whether it is a phase or a supply.
    public let role: Work.Role
    /// How it ended; nil for what was not asked for, and for a supply that only reused phases take in.
    public let outcome: Outcome?
    /// How long it took, in seconds; 0 unless it was built.
    public let seconds: Double
    /// What it depends on besides variables, without the content of its inputs.
    public let fields: [KeyField]

    /// Notes what a work depends on and what came of it.
    public init(_ work: Work, outcome: Outcome?, seconds: Double) {
      self.name = work.name
      self.role = work.role
      self.outcome = outcome
      self.seconds = seconds
      self.fields = work.fields.filter { $0.kind != .variable }
    }
  }

  /// The run's short name, as events have it.
  public let run: String
  /// When it started, in seconds since 1970.
  public let started: Int64
  /// How long it took, in seconds.
  public let seconds: Double
  /// How it ended: built, reused, failed, cancelled, or skipped where the failure of another target stopped it.
  public let outcome: Outcome
  /// What was asked for besides the target: `PHASE=kubernetes`.
  public let asked: [String]
  /// The variables that its works read, each once; of a secret, an HMAC.
  public let variables: [KeyField]
  /// Its works, each after what it takes in.
  public let parts: [Part]

  /// Notes a build of these works, each after what it takes in.
  public init(
    run: String, started: Int64, seconds: Double, outcome: Outcome, asked: [String],
    works: [(work: Work, outcome: Outcome?, seconds: Double)]
  ) {
    self.run = run
    self.started = started
    self.seconds = seconds
    self.outcome = outcome
    self.asked = asked
    var seen: Set<String> = []
    self.variables = works.flatMap(\.work.fields)
      .filter { $0.kind == .variable && seen.insert($0.name).inserted }
      .sorted { $0.name < $1.name }
    self.parts = works.map { Part($0.work, outcome: $0.outcome, seconds: $0.seconds) }
  }

  /// Reads a line of what is remembered; nil where it is none, or says what no build does.
  init?(line: [UInt8]) {
    guard let build = try? JSONDecoder().decode(PastBuild.self, from: Data(line)),
      isCount(build.started), isSpan(build.seconds), build.parts.allSatisfy({ isSpan($0.seconds) })
    else { return nil }
    self = build
  }

  /// True where this build did nothing and depends on nothing else than an earlier one.
  func repeats(_ earlier: PastBuild) -> Bool {
    outcome == .reused && changes(since: earlier).isEmpty && Set(parts.map(\.name)) == Set(earlier.parts.map(\.name))
  }
}
