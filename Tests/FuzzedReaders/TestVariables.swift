import YAML

@testable import Variables

/// Variables to read files over.
enum TestVariables {
  /// What must never be shown.
  static let secret = "planted-4711"

  /// One type of each kind.
  static let types: [VariableType] = [
    .string, .boolean, .integer, .bytes(bare: .mebibytes), .bytes(bare: .bytes), .list(.space), .list(.comma),
    .list(.comma, of: ["bios", "uefi"]), .map, .choice(["pkg", "http"]), .version(leadingV: true),
    .version(leadingV: false), .series, .url,
  ]

  /// `v0`, `v1` and so on, of these types, and two secrets.
  static let schema = Schema(
    declarations: types.enumerated().map {
      VariableDeclaration(name: VariableName(rawValue: "v\($0)"), type: $1, summary: "A variable.")
    } + [
      VariableDeclaration(name: "content", type: .string, summary: "A secret.", secrecy: .content),
      VariableDeclaration(name: "credential", type: .string, summary: "A secret.", secrecy: .credential),
    ], retired: ["retired": "it is of no use"])

  /// The lower layer.
  static let settings: [LayerSetting] = {
    let text = """
      v0: text
      v3: 20G
      v5: [a, b]
      v8: {a: b}
      v10: v1.2.3
      v12: "{{ v10 | series }}"
      content: \(secret)
      credential: \(secret)
      """
    guard let file = try? VariableFile(parsing: Array(text.utf8), name: "lower.yaml") else { return [] }
    return settings(in: file)
  }()

  /// What a file sets.
  static func settings(in file: VariableFile) -> [LayerSetting] {
    file.entries.map { entry in
      LayerSetting(
        name: VariableName(rawValue: entry.key), node: entry.value,
        origin: .file(file.name, line: entry.mark.line, column: entry.mark.column), layer: .override,
        source: file.source)
    }
  }
}
