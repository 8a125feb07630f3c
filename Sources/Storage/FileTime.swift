/// A time of a file as the file system keeps it.
public struct FileTime: Hashable, Comparable, Codable, Sendable {
  /// Seconds since 1970.
  public let seconds: Int64
  /// Nanoseconds after that second.
  public let nanoseconds: Int64

  /// A time; see the properties.
  public init(seconds: Int64, nanoseconds: Int64) {
    self.seconds = seconds
    self.nanoseconds = nanoseconds
  }

  /// The time as one number: nanoseconds since 1970.
  public var inNanoseconds: Int64 { seconds * 1_000_000_000 + nanoseconds }

  /// Earlier comes first.
  public static func < (left: FileTime, right: FileTime) -> Bool {
    (left.seconds, left.nanoseconds) < (right.seconds, right.nanoseconds)
  }
}
