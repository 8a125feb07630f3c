public import TaskGraph

/// The targets that there are.
public struct TargetList: Report {
  private let targets: [(target: Target, summary: String)]

  /// Lists targets, each with a few words about it.
  public init(_ targets: [(target: Target, summary: String)]) {
    self.targets = targets
  }

  /// A row for each target.
  public var text: String {
    Table(indent: "").lines(targets.map { [$0.target.goal, $0.summary] }).map { $0 + "\n" }.joined()
  }

  /// `{"targets": [{"target": …, "provider": …, "os": …, "variant": …, "summary": …}]}`
  public func encode(to encoder: any Encoder) throws {
    struct TargetRecord: Encodable {
      let target, provider, os: String
      let variant: String?
      let summary: String
    }
    enum Key: String, CodingKey { case targets }
    var record = encoder.container(keyedBy: Key.self)
    try record.encode(
      targets.map { row in
        TargetRecord(
          target: row.target.goal, provider: row.target.provider, os: row.target.system, variant: row.target.variant,
          summary: row.summary)
      }, forKey: .targets)
  }
}
