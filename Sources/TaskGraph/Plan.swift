/// What a build would do: each needed work with its state; a pure value.
public struct Plan: Sendable {
  /// What is known of a work before anything runs.
  public enum State: Sendable {
    /// Its result is in the cache; building it took this many seconds.
    case hit(saved: Double)
    /// It will run.
    case miss(MissReason)
    /// It takes in what has yet to be made, by the works of these names.
    case follows([String])
  }

  /// A work and its state.
  public struct Item: Sendable {
    /// The work.
    public let work: Work
    /// What is known of it.
    public let state: State
    /// Its key, where all inputs are known.
    public let key: CacheKey?

    /// Notes what is known of a work.
    public init(work: Work, state: State, key: CacheKey?) {
      self.work = work
      self.state = state
      self.key = key
    }
  }

  /// The needed works, each after what it takes in.
  public let items: [Item]
  /// The pipelines that they belong to.
  public let pipelines: [Pipeline]
  private let index: [Work.ID: Int]

  /// Notes the state of every needed work.
  public init(items: [Item], pipelines: [Pipeline]) {
    self.items = items
    self.pipelines = pipelines
    self.index = Dictionary(uniqueKeysWithValues: items.enumerated().map { ($1.work.id, $0) })
  }

  /// The item of a work, if that is needed.
  public subscript(id: Work.ID) -> Item? {
    index[id].map { items[$0] }
  }

  /// True where nothing would run.
  public var isComplete: Bool {
    items.allSatisfy { if case .hit = $0.state { true } else { false } }
  }
}
