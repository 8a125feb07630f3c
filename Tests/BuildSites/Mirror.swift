import Shell
import Storage
import Synchronization
package import SystemPackage
import Testing

/// A server of releases, which can be told to have bad days.
package struct Mirror: Sendable {
  /// The mirror that always works.
  package static let usual = "usual"

  /// Where it listens on this machine.
  package let port: Int
  private let faults: FilePath
  /// Held by whoever changes a file of faults: tests that run at once have one mirror.
  private static let editing = Mutex(())

  /// Has a program of `Tests/Fixtures` fill a folder, and serves that until `body` ends.
  ///
  /// - Parameter certificate: a file with the certificate and key that it speaks HTTPS with; nil speaks HTTP.
  package static func with(
    _ folder: FilePath, filledBy program: String, _ arguments: [String] = [], certificate: FilePath? = nil,
    _ body: (Mirror) async throws -> Void
  ) async throws {
    let fixtures = Program.checkout.appending("Tests/Fixtures")
    let (archive, faults) = (folder.appending("archive"), folder.appending("faults"))
    try makeDirectories(archive)
    _ = try await run(Command(["python3", fixtures.appending(program).string, archive.string] + arguments))
    let server = Command(
      ["python3", fixtures.appending("mirror.py").string, archive.string, faults.string]
        + (certificate.map { [$0.string] } ?? []))
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
  package func address(_ name: String) -> String { "http://127.0.0.1:\(port)/\(name)" }

  /// The address of the same server as a proxy.
  package func proxy(user: String, password: String) -> String { "http://\(user):\(password)@127.0.0.1:\(port)" }

  /// Has a mirror fail: so many requests for paths that match.
  package func fail(_ name: String, _ pattern: String, _ fault: String, times: Int = 1_000_000) throws {
    let line = "^(/v2)?/\(name)/.*\(pattern) \(fault) \(times)\n"
    try Self.editing.withLock { _ in
      let file = try FileDescriptor.open(
        faults, .writeOnly, options: [.create, .append], permissions: FilePermissions(rawValue: 0o644))
      _ = try file.closeAfter { try file.writeAll(line.utf8) }
    }
  }

  /// Has a mirror work again.
  package func mend(_ name: String) throws {
    try Self.editing.withLock { _ in
      let lines = try readText(faults).split(separator: "\n").filter { !$0.hasPrefix("^(/v2)?/\(name)/") }
      try writeAtomically(lines.map { $0 + "\n" }.joined(), to: faults)
    }
  }
}
