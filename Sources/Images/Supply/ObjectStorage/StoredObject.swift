/// An object in a storage that speaks S3.
public struct StoredObject: Sendable {
  /// Where it is: storage, bucket and name, with whatever an address cannot hold written as `%XX`.
  public let url: String
  /// The host of the address, with its port if there is one.
  let host: String
  /// The path of the address.
  let path: String

  /// An object by the address of its storage (`https://s3.eu-west-1.amazonaws.com`), the bucket that it is in, and its name; nil
  /// where that is no address.
  public init?(storage: String, bucket: String, name: String) {
    guard let start = storage.firstRange(of: "://")?.upperBound, start < storage.endIndex else { return nil }
    let place = storage[start...].split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    let above = place.count > 1 ? place[1].split(separator: "/").map { "/\($0)" }.joined() : ""
    host = String(place[0])
    path = "\(above)/\(Self.encoded(bucket))/\(Self.encoded(name))"
    url = "\(storage[..<start])\(host)\(path)"
  }

  private static func encoded(_ text: String) -> String {
    text.utf8.map { byte in
      let scalar = Unicode.Scalar(byte)
      let isPlain = scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar))
      if isPlain || "-._~/".unicodeScalars.contains(scalar) { return String(scalar) }
      let digits = String(byte, radix: 16, uppercase: true)
      return "%" + (digits.count == 1 ? "0" : "") + digits
    }.joined()
  }
}
