import FoundationEssentials
public import TaskGraph

/// What each work of a target was last made from: the other half of every explanation.
public struct History: Sendable, Codable, Equatable {
  /// One work, as it was when a build last used it.
  public struct Item: Sendable, Codable, Equatable {
    /// The fields of its key, with their origins.
    public let fields: [KeyField]
    /// When its result was built, in seconds since 1970.
    public let built: Int64
    /// How long that took, in seconds.
    public let seconds: Double
    /// The folder of the log inside the store, whether the work ended well or not.
    public let log: String

    /// Notes what a work was made from.
    public init(fields: [KeyField], built: Int64, seconds: Double, log: String) {
      self.fields = fields
      self.built = built
      self.seconds = seconds
      self.log = log
    }
  }

  /// The items by the names of their works.
  public var items: [String: Item]

  /// Starts with these items.
  public init(items: [String: Item] = [:]) {
    self.items = items
  }
}

extension History {
  /// Reads a record; nothing is known where it is none, nor of works of which it says what cannot be.
  init(record: [UInt8]) {
    let read = (try? JSONDecoder().decode(History.self, from: Data(record))) ?? History()
    self.init(items: read.items.filter(\.value.isSound))
  }
}

extension History.Item {
  /// Whether the log is inside the store, and the numbers can be times.
  var isSound: Bool {
    isCount(built) && isSpan(seconds) && isPathInside(log)
  }
}
