/// What a work leaves behind.
public enum ResultKind: String, Sendable, Codable {
  /// What the work changed in the image.
  case layer
  /// Files, known by their content digest.
  case artifacts
  /// Facts.
  case record
}
