import Digests
import Storage
import SystemPackage

extension Store {
  /// Turns a secret that ends in an image into what a key may hold: its HMAC under this store's own random key.
  ///
  /// In a store without a key there are no results to find either, and any text serves.
  public func seal(_ secret: String) -> String {
    hmac(key: (try? readFile(secretPath)) ?? [], secret).hex
  }

  func makeSecret() throws {
    if fileExists(secretPath) { return }
    var generator = SystemRandomNumberGenerator()
    let bytes = (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    try writeAtomically(bytes, to: secretPath, mode: 0o600)
  }

  private var secretPath: FilePath { root.appending("secret") }
}
