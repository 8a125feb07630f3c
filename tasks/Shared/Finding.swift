/// One thing that was checked.
struct Finding: Sendable, Codable, Equatable {
  /// What should be so, in a few words.
  let name: String
  /// Where it was looked at: `the sealed tree`, or a copy that was booted by a firmware.
  let place: String
  /// Whether it is.
  let passed: Bool
  /// What was found; may be several lines, may be empty.
  let detail: String
}
