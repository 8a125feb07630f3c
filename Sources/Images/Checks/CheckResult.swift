/// One thing that was checked.
public struct CheckResult: Sendable, Equatable, Codable {
  /// What should be so, in a few words.
  public let name: String
  /// Whether it is.
  public let passed: Bool
  /// What was found; may be several lines, may be empty.
  public let detail: String

  /// A result; see the properties.
  public init(name: String, passed: Bool, detail: String = "") {
    self.name = name
    self.passed = passed
    self.detail = detail
  }
}
