import Engine
import FoundationEssentials
import TaskGraph

/// What checks found, as the record that stands for them.
struct Report: Sendable, Codable, Equatable {
  /// The number of checks that failed, in the facts of a record; there only where some did.
  static let failed = "failed_checks"

  /// The findings in the order in which they were made.
  let findings: [Finding]

  /// The record of a report; throws `Failure` with what did not pass, or hands over each of them to `warn` where the
  /// report is not to stop anything.
  func record(inspecting: Bool, warn: (String) -> Void) throws -> Product {
    let failed = findings.filter { !$0.passed }
    guard failed.isEmpty || inspecting else {
      throw Failure(
        "\(failed.count) of \(findings.count) checks failed",
        lines: failed.flatMap { finding in
          ["not ok: \(finding.name)"] + finding.detail.split(separator: "\n").map { "  \($0)" }
        },
        hint:
          "`image-builder shell` shows the image as the phase before left it; goss_inspect_mode tells without failing")
    }
    for finding in failed {
      warn("a check failed, and goss_inspect_mode lets it pass: \(finding.name) (\(finding.place))")
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let text = String(decoding: try encoder.encode(findings), as: UTF8.self)
    var facts = ["checks": "\(findings.count)", "report": text]
    if !failed.isEmpty { facts[Self.failed] = "\(failed.count)" }
    return .record(facts: facts)
  }
}
