import BuildSites
import Shell
import Storage
import SystemPackage
import Testing

/// A server of the tiny distribution, which can be told to have bad days.
struct Mirror: Sendable {
  /// The mirror that always works.
  static let usual = "usual"

  private let port: Int
  private let faults: FilePath

  /// Makes the distribution in a folder, and serves it until `body` ends.
  static func with(_ folder: FilePath, _ body: (Mirror) async throws -> Void) async throws {
    let fixtures = Program.checkout.appending("Tests/Fixtures")
    let (archive, faults) = (folder.appending("archive"), folder.appending("faults"))
    try makeDirectories(archive)
    try await shell("python3 \(fixtures)/tiny-archive.py \(archive)")
    let server = Command(["python3", fixtures.appending("mirror.py").string, archive.string, faults.string])
    try await withConversation(server) { conversation in
      var line = ""
      for try await chunk in conversation.chunks {
        line += String(decoding: chunk, as: UTF8.self)
        if line.hasSuffix("\n") { break }
      }
      let port = try #require(Int(line.dropLast()))
      try await body(Mirror(port: port, faults: faults))
    }
  }

  /// The address of a mirror by its name.
  func address(_ name: String) -> String { "http://127.0.0.1:\(port)/\(name)" }

  /// The address of the same server as a proxy.
  func proxy(user: String, password: String) -> String { "http://\(user):\(password)@127.0.0.1:\(port)" }

  /// Has a mirror fail: so many requests for paths that match.
  func fail(_ name: String, _ pattern: String, _ fault: String, times: Int = 1_000_000) throws {
    let line = "^/\(name)/.*\(pattern) \(fault) \(times)\n"
    let file = try FileDescriptor.open(
      faults, .writeOnly, options: [.create, .append], permissions: FilePermissions(rawValue: 0o644))
    _ = try file.closeAfter { try file.writeAll(line.utf8) }
  }

  /// Has a mirror work again.
  func mend(_ name: String) throws {
    let lines = try readText(faults).split(separator: "\n").filter { !$0.hasPrefix("^/\(name)/") }
    try writeAtomically(lines.map { $0 + "\n" }.joined(), to: faults)
  }
}
