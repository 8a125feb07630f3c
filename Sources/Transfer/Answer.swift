/// What a server answered to a question whose answer is not a file.
public struct Answer: Sendable {
  /// The HTTP status.
  public let status: Int
  /// The header fields by lower-case name.
  public let fields: [String: String]
  /// The content; empty where the status says that there is none.
  public let bytes: [UInt8]
}
