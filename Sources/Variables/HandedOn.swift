import YAML

extension LayerSetting {
  /// What `ansible_user_vars` says of variables that are declared here, as if each stood there by itself: the established
  /// project has no other way to set some of them.
  ///
  /// It is `name=value` words as in a shell, or JSON. Where it is neither, Ansible says so.
  func handedOn(to schema: Schema) -> [LayerSetting] {
    guard name == "ansible_user_vars", case .scalar(let text, _) = node.kind else { return [] }
    return (Self.json(text) ?? Self.words(text)).compactMap { key, value in
      guard schema[VariableName(rawValue: key)] != nil, key != name.rawValue else { return nil }
      var setting = self
      setting.name = VariableName(rawValue: key)
      setting.node = YAMLNode(.scalar(value, isPlain: false), at: node.mark)
      return setting
    }
  }

  private static func json(_ text: String) -> [(String, String)]? {
    guard text.trimmedSpace.first == "{", !text.trimmedSpace.hasPrefix("{{") else { return nil }
    guard let node = try? parseYAML(text, as: .json), let entries = map(of: node) else { return [] }
    return entries.sorted { $0.key < $1.key }
  }

  private static func words(_ text: String) -> [(String, String)] {
    // An expression may have blanks and quotes, which are not those of words.
    let hidden: [(Character, Character)] = [(" ", "\u{E000}"), ("'", "\u{E001}"), ("\"", "\u{E002}")]
    var depth = 0
    var last: Character?
    let guarded = String(
      text.map { character in
        if character == "{", last == "{" { depth = 1 }
        if character == "}", last == "}" { depth = 0 }
        last = character
        return depth == 0 ? character : hidden.first { $0.0 == character }?.1 ?? character
      })
    return ((try? shellWords(of: guarded, source: "ansible_user_vars")) ?? []).compactMap { word in
      let shown = String(word.map { character in hidden.first { $0.1 == character }?.0 ?? character })
      let parts = shown.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      return parts.count == 2 ? (String(parts[0]), String(parts[1])) : nil
    }
  }
}
