/// One thing that was checked.
struct Finding: Sendable, Codable, Equatable {
  /// What should be so, in a few words.
  let name: String
  /// Whether it is.
  let passed: Bool
  /// What was found; may be several lines, may be empty.
  let detail: String
}
