/// A file that was handed over.
struct DeliveredFile: Sendable {
  /// Where it is.
  let path: String
  /// Its size in bytes, where that is known.
  var bytes: Int64?
  /// Its SHA-256 in hexadecimal, where that is known.
  var digest: String?
}
