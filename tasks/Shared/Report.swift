import Engine
import FoundationEssentials
import TaskGraph

/// What checks found, as the record that stands for them.
struct Report: Sendable, Codable, Equatable {
  /// The findings in the order in which they were made.
  let findings: [Finding]

  /// The record of a report in which everything passed; throws `Failure` with what did not.
  func record() throws -> Product {
    let failed = findings.filter { !$0.passed }
    guard failed.isEmpty else {
      throw Failure(
        "\(failed.count) of \(findings.count) checks failed",
        lines: failed.flatMap { finding in
          ["not ok: \(finding.name)"] + finding.detail.split(separator: "\n").map { "  \($0)" }
        },
        hint: "`image-builder shell` shows the image as the phase before left it")
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let text = String(decoding: try encoder.encode(findings), as: UTF8.self)
    return .record(facts: ["checks": "\(findings.count)", "report": text])
  }
}
