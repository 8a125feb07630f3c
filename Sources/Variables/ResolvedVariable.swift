public import SystemPackage

/// A variable of a target with everything that `vars` and `why` tell about it.
public struct ResolvedVariable: Hashable, Sendable {
  /// The variable's name.
  public var name: VariableName
  /// Its value after templates and conversion.
  public var value: Value
  /// Where the value was written.
  public var origin: Origin
  /// The folder of the file that it was written in, which the paths in it are relative to; nil on a command line.
  public var folder: FilePath?
  /// What the value overrode, nearest layer first.
  public var overrode: [Setting]
  /// Whether it is a secret, and which kind; then `value` is `Value.secret`.
  public var secrecy: Secrecy?

  /// A variable with its history.
  public init(
    name: VariableName, value: Value, origin: Origin, folder: FilePath? = nil, overrode: [Setting] = [],
    secrecy: Secrecy? = nil
  ) {
    self.name = name
    self.value = value
    self.origin = origin
    self.folder = folder
    self.overrode = overrode
    self.secrecy = secrecy
  }
}
