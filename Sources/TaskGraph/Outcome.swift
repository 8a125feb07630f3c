/// How a work ended.
public enum Outcome: String, Sendable, Codable {
  case built, reused, skipped, failed, cancelled
}
