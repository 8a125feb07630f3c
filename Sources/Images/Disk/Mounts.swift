/// What is mounted beside a root that is all there is: where a system may write, and where it may not.
public struct Mounts: Sendable, Equatable {
  /// Whether the root is mounted read-only, and with it what belongs to the boot loader.
  public var isRootReadOnly: Bool
  /// What the root is mounted with besides.
  public var rootOptions: [String]
  /// The partition for data, where there is one.
  public var data: DataPartition?
  /// The directories of the image that are in memory.
  public var memoryPaths: [String]

  /// A root that can be written to and nothing else, unless told otherwise.
  public init(
    isRootReadOnly: Bool = false, rootOptions: [String] = [], data: DataPartition? = nil, memoryPaths: [String] = []
  ) {
    self.isRootReadOnly = isRootReadOnly
    self.rootOptions = rootOptions
    self.data = data
    self.memoryPaths = memoryPaths
  }
}
