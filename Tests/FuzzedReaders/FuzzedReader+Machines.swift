@testable import Console
@testable import Engine
import FoundationEssentials
import ImageChecks
@testable import ImageDisk
@testable import ImageQEMU
@testable import ImageSandbox

extension FuzzedReader {
  /// What goes between a builder and its sandbox: lengths that can be waited for, and requests and replies that are the
  /// same when written again.
  static let frame = FuzzedReader("frame") { bytes in
    guard bytes.count >= Frame.prefixLength else { return }
    if let lengths = try? Frame.lengths(bytes.prefix(Frame.prefixLength)) {
      try promise(lengths.header >= 0 && lengths.payload >= 0, "its lengths are \(lengths)")
    }
    let header = Array(bytes.dropFirst(Frame.prefixLength))
    if let request = try? Frame.decode(SandboxRequest.self, header) { try check(request) }
    if let reply = try? Frame.decode(SandboxReply.self, header) { try check(reply) }
  }

  /// What a booted machine says of its checks: complete, or nothing, and the same when written again.
  static let checkReport = FuzzedReader("check-report") { bytes in
    guard let results = CheckReport.results(String(decoding: bytes, as: UTF8.self)) else { return }
    var lines: [String] = []
    for (index, result) in results.enumerated() {
      lines.append("\(result.passed ? "ok" : "not ok") \(index + 1) - \(result.name)")
      if !result.detail.isEmpty {
        lines += result.detail.split(separator: "\n", omittingEmptySubsequences: false).map { "# \($0)" }
      }
    }
    lines.append("1..\(results.count)")
    let again = CheckReport.results(lines.joined(separator: "\n"))
    try promise(again == results, "it is another one when written again: \(lines)")
  }

  /// What a machine shows on its serial console: a few lines that no terminal obeys.
  static let console = FuzzedReader("console") { bytes in
    let lines = ImageQEMU.Console.lastLines(String(decoding: bytes, as: UTF8.self), count: 20)
    try promise(lines.count <= 20, "there are \(lines.count) lines")
    for line in lines { try checkShown(line, except: ["\t"]) }
  }

  /// What any program printed: what no terminal obeys, and the same when it is shown again.
  static let printable = FuzzedReader("printable") { bytes in
    let text = String(decoding: bytes, as: UTF8.self)
    for line in text.split(separator: "\n") {
      let shown = String(line).printable
      try checkShown(shown)
      try promise(isSame(shown.printable, shown), "it is another one when shown again: \(shown.debugDescription)")
      for width in [0, 1, 20] { try promise(shown.cut(to: width).columns <= width, "it does not fit into \(width)") }
    }
  }

  /// A log with secrets: the first line is one, and must not be in the rest.
  static let redaction = FuzzedReader(
    "redaction",
    ofText: { text in
      guard let end = text.utf8.firstIndex(of: UInt8(ascii: "\n")) else { return }
      let secret = String(text[..<end])
      // What stands in place of secrets is in no secret.
      guard secret.utf8.count >= 8, !secret.contains("*") else { return }
      let cleaned = Redactor(secrets: [secret]).clean(String(text[end...]))
      let hasSecret = Array(cleaned.utf8).firstRange(of: Array(secret.utf8)) != nil
      try promise(!hasSecret, "the secret is in \(cleaned.debugDescription)")
    })

  /// The kernels in an image's `/boot`: every one, in an order that has no circle.
  static let kernels = FuzzedReader(
    "kernels",
    ofText: { text in
      let names = text.split(separator: "\n").map(String.init)
      let kernels = InstalledKernel.all(inBoot: names)
      try promise(kernels.count == names.count { $0.hasPrefix("vmlinuz-") }, "there are \(kernels.count)")
      let releases = kernels.map(\.release)
      let again = InstalledKernel.all(inBoot: releases.reversed().map { "vmlinuz-\($0)" }).map(\.release)
      try promise(again == releases, "their order depends on the order in which they are listed: \(releases)")
    })
}

private func check<Message: Codable>(_ message: Message) throws {
  let written = try Frame.encode(message)
  let again = try Frame.decode(Message.self, Array(written.dropFirst(Frame.prefixLength)))
  // The coder writes the names of a dictionary in any order.
  try promise(sorted(again) == sorted(message), "it is another one when written again")
}

private func sorted(_ value: some Encodable) throws -> Data {
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.sortedKeys]
  return try encoder.encode(value)
}

private func checkShown(_ line: String, except allowed: [Unicode.Scalar] = []) throws {
  let control = line.unicodeScalars.first { $0.properties.generalCategory == .control && !allowed.contains($0) }
  try promise(control == nil, "a terminal would obey \(line.debugDescription)")
}
