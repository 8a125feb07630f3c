import TaskGraph

/// Why works run.
extension Sentences {
  /// A few words, for the end of a line: `kubernetes_semver changed`.
  static func short(_ reason: MissReason, inputs: [String: String]) -> String {
    switch reason {
    case .neverBuilt: "first build"
    case .changed(let differences, _): changed(differences, inputs: inputs)
    case .outdated(let changes): outdated(changes)
    case .forced(let words): words
    case .gone: "no longer in the cache"
    case .damaged: "its result in the cache is damaged"
    }
  }

  /// A clause, for `why`: what comes after `kubernetes will run: `.
  static func long(_ reason: MissReason, ago: String?) -> String {
    switch reason {
    case .neverBuilt: "it has not been built for this target yet"
    case .changed(let differences, _): changed(differences.count, ago: ago)
    case .outdated(let changes): "the archive has \(counted(changes.count, "package")) in another version"
    case .forced(let words): "\(words) asks for it"
    case .gone: "nothing changed, but its result is no longer in the cache" + (ago.map { " (built \($0))" } ?? "")
    case .damaged(let fault): "its result in the cache cannot be used: \(fault)"
    }
  }

  /// `openssl 3.0.15 -> 3.0.16 in the archive`, `openssl 3.0.15 -> 3.0.16 and 3 more in the archive`
  private static func outdated(_ changes: [PackageChange]) -> String {
    guard let first = changes.first else { return "the archive has other packages" }
    let others = changes.count > 1 ? " and \(changes.count - 1) more" : ""
    return row(first).joined(separator: " ") + others + " in the archive"
  }

  /// `openssl | 3.0.15 | -> | 3.0.16`
  static func row(_ change: PackageChange) -> [String] {
    [change.name, change.from ?? "(none)", "->", change.to ?? "(none)"]
  }

  /// `1 input changed since it was last built (20 minutes ago)`
  static func changed(_ count: Int, ago: String?) -> String {
    "\(counted(count, "input")) changed since it was last built" + (ago.map { " (\($0))" } ?? "")
  }

  /// What a change that was shown leads to by itself.
  static func following(_ supplies: String) -> String {
    "and what follows from it: \(supplies)"
  }

  /// `a changed`, `a and b changed`, `a and 3 more changed`; what the user set comes before what follows from it.
  private static func changed(_ differences: [KeyDifference], inputs: [String: String]) -> String {
    let own = differences.filter { ![.input, .supply].contains($0.field.kind) }
    let names = (own.isEmpty ? differences : own).map { name($0.field, inputs: inputs) }
    guard let first = names.first else { return "changed" }
    return (names.count > 2 ? "\(first) and \(names.count - 1) more" : listed(names)) + " changed"
  }

  /// What a user calls a field: a variable and a file by name, the layer below by the phase that makes it.
  static func name(_ field: KeyField, inputs: [String: String]) -> String {
    switch field.kind {
    case .variable, .file, .supply: field.name
    case .input: inputs[field.name] ?? field.name
    case .format: "the cache's format"
    case .surroundings: "the sandbox"
    case .description: "what the image says of its build"
    case .period: "the period of `\(field.name)`"
    default: field.title
    }
  }
}

/// Rows of `why`.
extension Sentences {
  /// `variable kubernetes_semver | v1.36.0  vars/defaults/kubernetes.yaml:3 | -> | v1.36.1  vars/user.yaml:1`
  static func row(_ difference: KeyDifference, inputs: [String: String]) -> [String] {
    switch difference {
    case .changed(let old, let new): [title(new, inputs), value(old), "->", value(new)]
    case .added(let new): [title(new, inputs), "(none)", "->", value(new)]
    case .removed(let old): [title(old, inputs), value(old), "->", "(none)"]
    }
  }

  private static func title(_ field: KeyField, _ inputs: [String: String]) -> String {
    switch field.kind {
    case .input: "what \(inputs[field.name] ?? field.name) left"
    case .code: field.name.isEmpty ? "the phase's code" : "code \(field.name)"
    case .parameter: "parameter of `\(field.name)`"
    case .surroundings, .format, .description, .period: name(field, inputs: inputs)
    default: field.title
    }
  }

  /// A value on part of a line: digests by their first digits, long texts cut.
  private static func value(_ field: KeyField) -> String {
    let isDigest = field.value.utf8.count == 64 && field.value.allSatisfy(\.isHexDigit)
    let line = field.value.replacing("\n", with: "\\n").printable
    let text = isDigest ? String(field.value.prefix(12)) : line.isEmpty ? "\"\"" : line.cut(to: 48)
    return field.origin.map { "\(text)  \($0)" } ?? text
  }
}
