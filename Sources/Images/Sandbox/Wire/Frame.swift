import FoundationEssentials

/// What goes over the pipe between builder and sandbox: two lengths, a header in JSON, and raw bytes.
///
/// The lengths are 4 and 8 bytes, little endian.
enum Frame {
  /// The bytes before the header.
  static let prefixLength = 12

  /// A frame of `header` and `payload`.
  static func encode(_ header: some Encodable, payload: [UInt8] = []) throws -> [UInt8] {
    let json = Array(try JSONEncoder().encode(header))
    var bytes: [UInt8] = []
    bytes.reserveCapacity(prefixLength + json.count + payload.count)
    withUnsafeBytes(of: UInt32(json.count).littleEndian) { bytes.append(contentsOf: $0) }
    withUnsafeBytes(of: UInt64(payload.count).littleEndian) { bytes.append(contentsOf: $0) }
    bytes.append(contentsOf: json)
    bytes.append(contentsOf: payload)
    return bytes
  }

  /// The lengths that a prefix of `prefixLength` bytes announces; throws for more than there can be.
  static func lengths(_ prefix: some Collection<UInt8>) throws(SandboxError) -> (header: Int, payload: Int) {
    var header = 0
    var payload: UInt64 = 0
    for (index, byte) in prefix.enumerated() {
      if index < 4 { header |= Int(byte) << (8 * index) } else { payload |= UInt64(byte) << (8 * (index - 4)) }
    }
    guard let payload = Int(exactly: payload) else {
      throw SandboxError("what goes between builder and sandbox is damaged: it announces \(payload) bytes")
    }
    return (header, payload)
  }

  /// The header that `bytes` hold.
  static func decode<Header: Decodable>(_ type: Header.Type, _ bytes: [UInt8]) throws -> Header {
    try JSONDecoder().decode(type, from: Data(bytes))
  }
}
