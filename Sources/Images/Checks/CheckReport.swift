/// The report of a script in `CheckWords`: lines of TAP (`ok 1 - NAME`, `not ok 2 - NAME`), each followed
/// by its details as comments, and the plan (`1..2`) at the end.
public enum CheckReport {
  /// The results of a complete report; nil if its plan is missing or says another number.
  public static func results(_ text: String) -> [CheckResult]? {
    var results: [(name: String, passed: Bool, details: [Substring])] = []
    var isComplete = false
    for line in text.split(whereSeparator: \.isNewline) {
      if let name = name(line, after: "ok ") {
        results.append((name, true, []))
      } else if let name = name(line, after: "not ok ") {
        results.append((name, false, []))
      } else if line.hasPrefix("# "), let last = results.indices.last {
        results[last].details.append(line.dropFirst(2))
      } else if line.hasPrefix("1..") {
        isComplete = Int(line.dropFirst(3)) == results.count
      }
    }
    guard isComplete else { return nil }
    return results.map { CheckResult(name: $0.name, passed: $0.passed, detail: $0.details.joined(separator: "\n")) }
  }

  private static func name(_ line: Substring, after prefix: String) -> String? {
    guard line.hasPrefix(prefix), let dash = line.firstRange(of: " - ") else { return nil }
    return String(line[dash.upperBound...])
  }
}
