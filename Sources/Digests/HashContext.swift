import CCrypto

/// A hash that OpenSSL computes, whatever the algorithm.
struct HashContext: ~Copyable {
  private let context: OpaquePointer

  /// Begins a hash.
  init(_ algorithm: DigestAlgorithm) {
    switch algorithm {
    case .sha256: context = ccrypto_begin(Self.sha256 ?? EVP_sha256())
    case .sha512: context = ccrypto_begin(EVP_sha512())
    }
  }

  /// OpenSSL looks for an implementation with every hash unless it is given one, which takes longer than to hash a key.
  // It is never changed.
  private nonisolated(unsafe) static let sha256 = EVP_MD_fetch(nil, "SHA2-256", nil)

  deinit { EVP_MD_CTX_free(context) }

  /// Takes the next bytes.
  func update(_ bytes: UnsafeRawBufferPointer) {
    ccrypto_update(context, bytes.baseAddress, bytes.count)
  }

  /// The bytes of the hash.
  consuming func finalize() -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: Int(EVP_MAX_MD_SIZE)) { hash, count in
      guard let start = hash.baseAddress else { return }
      count = Int(ccrypto_finish(context, start))
    }
  }
}
