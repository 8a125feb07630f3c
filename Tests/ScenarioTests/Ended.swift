import FoundationEssentials
import Shell
import Testing

/// What a process left that ran to its end.
struct Ended {
  /// How it ended.
  let status: CommandStatus
  /// Its standard output.
  let out: String
  /// The lines of its standard error.
  let errors: String

  /// Its exit code.
  var code: Int? { if case .exited(let code) = status { code } else { nil } }

  /// The first line of its standard error.
  var error: String { errors.split(separator: "\n").first.map(String.init) ?? "" }

  /// The last line of its standard error that is not make's own.
  var hint: String {
    errors.split(separator: "\n").last { !$0.hasPrefix("make: ***") }.map(String.init) ?? ""
  }

  /// Its standard output as JSON; fails where names or types are others.
  func decoded<T: Decodable>(as type: T.Type) throws -> T {
    let decoder = JSONDecoder()
    return try decoder.decode(type, from: Data(out.utf8))
  }
}
