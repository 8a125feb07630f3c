import Engine
import Variables

/// An error as a user reads it: `error:` what and where, what there is to show, `hint:` what to do next.
public func errorText(_ error: any Error) -> String {
  switch error {
  case let errors as VariableErrors: errors.errors.map { "error: \($0)\n" }.joined(separator: "\n")
  case let failure as Failure: Sentences.failure(failure, of: "").map { $0.text + "\n" }.joined()
  default: "error: \(error)\n"
  }
}
