import Digests
import Storage
import SystemPackage

extension Store {
  /// Turns a secret that ends in an image into what a key may hold: its HMAC under this store's own random key.
  ///
  /// In a store that was not prepared there are no results to find, and any text serves; whoever builds prepares first.
  public func seal(_ secret: String) -> String {
    hmac(key: (try? readFile(secretPath)) ?? [], secret).hex
  }

  func makeSecret() throws {
    if fileExists(secretPath) { return }
    var generator = SystemRandomNumberGenerator()
    let bytes = (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    let own = root.appending("secret.\(UInt64.random(in: .min ... .max))")
    try writeAtomically(bytes, to: own, mode: 0o600)
    defer { try? removeTree(own) }
    // A link and no renaming: of several processes that start at once, the first one's key stays.
    do { try hardLink(from: own, to: secretPath) } catch { if !fileExists(secretPath) { throw error } }
  }

  private var secretPath: FilePath { root.appending("secret") }
}
