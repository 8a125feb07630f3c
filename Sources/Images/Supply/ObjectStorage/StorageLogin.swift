import Digests

/// A key of an object storage that speaks S3, and its signature: version 4 of AWS, in header lines.
public struct StorageLogin: Sendable {
  private let name: String
  private let secret: String
  private let region: String

  /// A key by its name and secret, for a storage of a region.
  public init(name: String, secret: String, region: String) {
    self.name = name
    self.secret = secret
    self.region = region
  }

  /// The header lines that let a request without content pass.
  ///
  /// `path` is as it stands in the address; `further` lines are signed, too. `time` is UTC, as in `20130524T000000Z`.
  func headers(
    for method: String, host: String, path: String, further: [String: String] = [:], time: String
  ) -> [String: String] {
    let content = contentDigest(of: "").hex
    var signed = further
    signed["host"] = host
    signed["x-amz-content-sha256"] = content
    signed["x-amz-date"] = time
    let names = signed.keys.sorted()
    let lines = names.map { "\($0):\(signed[$0] ?? "")\n" }.joined()
    let request = "\(method)\n\(path)\n\n\(lines)\n\(names.joined(separator: ";"))\n\(content)"

    let day = String(time.prefix(8))
    let scope = "\(day)/\(region)/s3/aws4_request"
    let text = "AWS4-HMAC-SHA256\n\(time)\n\(scope)\n\(contentDigest(of: request).hex)"
    var key = Array("AWS4\(secret)".utf8)
    for part in [day, region, "s3", "aws4_request"] { key = hmac(key: key, part).bytes }

    signed["host"] = nil
    signed["Authorization"] =
      "AWS4-HMAC-SHA256 Credential=\(name)/\(scope),SignedHeaders=\(names.joined(separator: ";")),"
      + "Signature=\(hmac(key: key, text).hex)"
    return signed
  }
}
