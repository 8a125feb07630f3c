/// The notation that a text promises to be in.
public enum YAMLDialect: Sendable {
  /// YAML 1.1 as libyaml reads it; a text that is JSON is read as JSON.
  case yaml
  /// JSON and nothing more: no comments, no trailing commas, no bare words.
  case json
}
