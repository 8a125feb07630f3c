import CCrypto

/// The digest of a text in UTF-8.
public func contentDigest(of text: String) -> ContentDigest {
  var hasher = Hasher256()
  hasher.update(text)
  return hasher.finalize()
}

/// The digest of bytes.
public func contentDigest(of bytes: [UInt8]) -> ContentDigest {
  var hasher = Hasher256()
  hasher.update(bytes)
  return hasher.finalize()
}

/// The HMAC-SHA256 of a text in UTF-8: a digest that only who has the key can make, or guess from.
public func hmac(key: [UInt8], _ message: String) -> ContentDigest {
  var hash = [UInt8](repeating: 0, count: 32)
  var message = message
  message.withUTF8 { ccrypto_hmac_sha256(key, key.count, $0.baseAddress, $0.count, &hash) }
  return ContentDigest(exactly: hash)
}
