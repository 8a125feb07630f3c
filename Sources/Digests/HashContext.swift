import CCrypto

/// A hash that OpenSSL computes, whatever the algorithm.
struct HashContext: ~Copyable {
  private let context: OpaquePointer

  /// Begins a hash.
  init(_ algorithm: DigestAlgorithm) {
    switch algorithm {
    case .sha256: context = ccrypto_begin(EVP_sha256())
    case .sha512: context = ccrypto_begin(EVP_sha512())
    }
  }

  deinit { EVP_MD_CTX_free(context) }

  /// Takes the next bytes.
  func update(_ bytes: UnsafeRawBufferPointer) {
    ccrypto_update(context, bytes.baseAddress, bytes.count)
  }

  /// The bytes of the hash.
  consuming func finalize() -> [UInt8] {
    var hash = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
    let count = ccrypto_finish(context, &hash)
    return Array(hash.prefix(Int(count)))
  }
}
