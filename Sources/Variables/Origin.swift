/// Where a value was written.
public enum Origin: Hashable, Sendable, CustomStringConvertible {
  /// A file, named as a person would name it, with line and column from 1.
  case file(String, line: Int, column: Int)
  /// A command line, and which part of it: `VARS`, `--var`, `PACKER_FLAGS`, `make`.
  case commandLine(String)

  /// `vars/user.yaml:1`, or `the command line (VARS)`.
  public var description: String {
    switch self {
    case .file(let name, let line, _): "\(name):\(line)"
    case .commandLine(let part): "the command line (\(part))"
    }
  }

  /// `vars/user.yaml:1:3`, or `the command line (VARS)`.
  public var place: String {
    switch self {
    case .file(let name, let line, let column): "\(name):\(line):\(column)"
    case .commandLine: description
    }
  }
}
