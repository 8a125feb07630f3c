public import SystemPackage

/// A file or directory of the host that one command sees.
public struct SandboxBind: Sendable, Equatable, Codable {
  let source: String
  let target: String
  let isReadOnly: Bool

  /// Shows `source`, an absolute path of the host, at `target`, an absolute path of the command's root.
  ///
  /// A target that does not exist is made for as long as the command runs.
  public init(_ source: FilePath, at target: String, readOnly: Bool = false) {
    self.source = source.string
    self.target = target
    self.isReadOnly = readOnly
  }
}
