import Shell
import Storage
import SystemPackage
import TestSupport
import Testing

/// `Tests/Fixtures/archive.py`, running: a package archive of a few packages, of which one is a whole system.
final class Archive: Sendable {
  private let conversation: Conversation
  /// What makes a target's images of this archive.
  let variables: [String]

  fileprivate init(_ conversation: Conversation) async throws {
    self.conversation = conversation
    let port = try await Self.line(from: conversation)
    variables = [
      "debian_mirror=http://127.0.0.1:\(port)/", "kernel_package=kernel-amd64", "base_packages=", "storage_packages=",
      "baseline_packages=",
      "extra_debs=probe",
    ]
  }

  /// The words that build a target's first phases of it; nobody signed it.
  func build(until phase: String = "setup", options: String = "trusted=yes") -> [String] {
    ["build-qemu-debian-12", "UNTIL=\(phase)", "debian_mirror_options=\(options)"] + variables
  }

  /// From now on the archive holds these packages, `name=version`, and those of a minimal system.
  func offer(_ packages: String...) async throws {
    let kernel = packages.contains { $0.hasPrefix("kernel-amd64=") } ? [] : ["kernel-amd64=1.0"]
    let words = kernel + packages
    try await conversation.write(Array((words.joined(separator: " ") + "\n").utf8))
    #expect(try await Self.line(from: conversation) == "done")
  }

  private static func line(from conversation: Conversation) async throws -> String {
    var bytes: [UInt8] = []
    let chunks = conversation.chunks.makeAsyncIterator()
    while bytes.last != UInt8(ascii: "\n"), let chunk = try await chunks.next() { bytes += chunk }
    return String(decoding: bytes.dropLast(), as: UTF8.self)
  }
}

/// Gives `body` a package archive, which holds nothing yet.
nonisolated(nonsending)
  func withArchive<T>(_ body: (Archive) async throws -> T) async throws -> T
{
  try await withTestDirectory { folder in
    let script = FilePath(#filePath).removingLastComponent().removingLastComponent().appending("Fixtures/archive.py")
    return try await withConversation(Command(["python3", script.string, folder.string])) { conversation in
      try await body(try await Archive(conversation))
    }
  }
}
