import Engine
import Variables

/// Names that roles of the established project know and that are called otherwise here.
private let otherNames: [String: VariableName] = [
  "packer_build_name": "build_name",
  "image_builder_version": "ib_version",
]

/// The variables that roles get: those whose names their files hold, so that a role is run again when one of them changes
/// and not when any other does. Everything is text, as the established project hands it on; a secret stays here.
func forwardedVariables(to texts: [String], _ circumstances: Circumstances) throws -> [String: String] {
  let words = texts.reduce(into: Set<Substring>()) { words, text in
    words.formUnion(text.split { !($0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_")) })
  }
  var variables: [String: String] = [:]
  for name in circumstances.values.names where words.contains(name.rawValue[...]) {
    variables[name.rawValue] = circumstances.values[name].flatMap(text)
  }
  for (name, own) in otherNames where words.contains(name[...]) {
    variables[name] = circumstances.values[own].flatMap(text)
  }
  return variables
}

private func text(of variable: ResolvedVariable) -> String? {
  switch variable.value {
  case .secret: nil
  case .list(let items): items.joined(separator: variable.name.rawValue.hasSuffix("_list") ? "," : " ")
  default: variable.value.text
  }
}
