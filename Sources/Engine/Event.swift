public import TaskGraph

/// Something that happened in a run, for whoever shows or records it.
public struct Event: Sendable {
  /// What happened.
  public enum What: Sendable {
    /// The run starts, with this many works to bring about.
    case begun(works: Int)
    /// The work runs now, for this reason.
    case started(MissReason?)
    /// The work came to this step.
    case step(String)
    /// A command of the work printed a line.
    case output(String)
    /// The work came so far; of a total in the same unit, where that is known.
    case progress(Progress)
    /// Another process builds the same, `process 4711`; this one waits for it.
    case waiting(for: String)
    /// The work is over: how long it took, or how long its reuse saved, in seconds.
    case finished(Outcome, seconds: Double)
    /// The work failed.
    case failed(Failure)
    /// Something worth knowing that stops nothing.
    case notice(String)
    /// Something that may be wrong but stops nothing.
    case warning(String)
    /// The phases of an image took packages from archives that moved on meanwhile.
    case mixedArchives([MixedArchive])
    /// The packages of an image are older than is wanted.
    case oldPackages(OldPackages)
    /// A target's image was handed over as these files.
    case delivered([Delivery.File])
    /// The run is over.
    case ended(Summary)
  }

  /// How far a work is.
  public struct Progress: Sendable, Codable {
    /// How much is done.
    public let done: Int64
    /// How much there is, where that is known.
    public let total: Int64?
    /// What is counted: `bytes`.
    public let unit: String

    /// Says how far a work is.
    public init(done: Int64, total: Int64?, unit: String) {
      self.done = done
      self.total = total
      self.unit = unit
    }
  }

  /// The run, a short random name.
  public let run: String
  /// When, in seconds since 1970.
  public let time: Double
  /// The targets concerned: all that share the work.
  public let targets: [Target]
  /// The work concerned: the phase's or supply's name.
  public let work: String?
  /// Whether that is a phase or a supply.
  public let role: Work.Role?
  /// The hash of its key, where that is known.
  public let key: String?
  /// What happened.
  public let what: What
}
