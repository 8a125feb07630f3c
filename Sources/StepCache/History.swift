public import TaskGraph

/// What each work of a target was last made from: the other half of every explanation.
public struct History: Sendable, Codable, Equatable {
  /// One work, as it was when a build last used it.
  public struct Item: Sendable, Codable, Equatable {
    /// The fields of its key, with their origins.
    public let fields: [KeyField]
    /// When its result was built, in seconds since 1970.
    public let built: Int64
    /// The folder of the log inside the store, whether the work ended well or not.
    public let log: String

    /// Notes what a work was made from.
    public init(fields: [KeyField], built: Int64, log: String) {
      self.fields = fields
      self.built = built
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
