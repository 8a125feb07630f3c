import Shell
import Storage
public import SystemPackage

/// A pair of SSH keys that opens a machine.
public struct LoginKey: Sendable {
  /// The public key, a line.
  public let publicKey: String
  /// The file of the private key, where that was made for this machine alone.
  public let throwawayFile: FilePath?

  /// The kinds of keys, the best first.
  private static let kinds = ["ed25519", "ecdsa", "rsa"]

  /// The user's own key from `~/.ssh`; nil where there is none.
  public init?(of home: FilePath) {
    let texts = Self.kinds.lazy.compactMap { try? readText(home.appending(".ssh").appending("id_\($0).pub")) }
    guard let line = texts.compactMap({ $0.split(whereSeparator: \.isNewline).first }).first else { return nil }
    publicKey = String(line)
    throwawayFile = nil
  }

  /// A new one, whose files lie in `directory`; throws `CommandError` and `StorageError`.
  public init(makingIn directory: FilePath) async throws {
    let file = directory.appending("key")
    _ = try await run(
      Command(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "image-builder", "-f", file.string]))
    publicKey = String(try readText(directory.appending("key.pub")).prefix { !$0.isNewline })
    throwawayFile = file
  }
}
