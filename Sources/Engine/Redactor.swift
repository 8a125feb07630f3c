/// Takes secrets out of whatever is about to be printed or kept.
public struct Redactor: Sendable {
  private let secrets: [String]

  /// Knows these secrets; a value of fewer than four characters is left, as it would hide ordinary text.
  public init(secrets: [String]) {
    let lines = secrets.flatMap { [$0] + $0.split(separator: "\n").map(String.init) }
    self.secrets = Set(lines.filter { $0.count >= 4 }).sorted { $0.count > $1.count }
  }

  /// The text with `***` in place of every secret.
  public func clean(_ text: String) -> String {
    secrets.reduce(text) { $0.contains($1) ? $0.replacing($1, with: "***") : $0 }
  }
}
