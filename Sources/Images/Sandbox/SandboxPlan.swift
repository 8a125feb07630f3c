public import SystemPackage

/// What a sandbox is made of: where its files are, and what its commands may depend on.
public struct SandboxPlan: Sendable, Equatable {
  /// The root file system of a sandbox.
  public enum Root: Sendable, Equatable {
    /// None: the sandbox is only there to read, hash or remove files of subordinate ids.
    case none
    /// A plain directory that is written directly.
    case directory(FilePath)
    /// Layers on top of each other, the nearest first; what changes goes into `upper`, and overlay's own notes into
    /// `work`, both empty or missing directories of the same file system. With neither, the root is read-only; with no
    /// layers, `upper` becomes the first one.
    case layers([FilePath], upper: FilePath?, work: FilePath?)
  }

  /// The root file system.
  public var root: Root
  /// The directory that the layers lie below; relative paths of `root` start there.
  public var store: FilePath
  /// No file of a sealed layer is newer than this, in seconds since 1970; commands see it as `SOURCE_DATE_EPOCH`.
  public var sourceDateEpoch: Int64
  /// How programs of another architecture are run; nil if the image has the host's.
  public var foreign: ForeignPrograms?

  /// A plan; see the properties.
  public init(root: Root, store: FilePath, sourceDateEpoch: Int64, foreign: ForeignPrograms? = nil) {
    self.root = root
    self.foreign = foreign
    self.store = store
    self.sourceDateEpoch = sourceDateEpoch
  }
}
