@testable import Goss
import YAML

extension FuzzedReader {
  /// A specification of checks: refused with a line of the text, or every one of its resources is checked somewhere and
  /// every line of its scripts is one call.
  static let specification = FuzzedReader(
    "specification",
    ofText: { text in
      let specification: Specification
      do throws(SpecificationError) {
        specification = try read(text)
      } catch {
        try promise(!error.message.isEmpty, "it fails without a word")
        try check(error, in: text)
        return
      }
      let again = try? read(text)
      try promise(again == specification, "it is another one when read again")
      for place in Place.allCases {
        let script = specification.script(for: place)
        try promise(script.isEmpty == (specification.count(in: place) == 0), "what is checked is not in the script")
      }
      // What a template stands for may be a resource of its own.
      guard !text.contains("{{"), case .mapping(let kinds)? = try? parseYAML(text)?.kind else { return }
      var resources = 0
      for kind in kinds where kind.key != "gossfile" {
        if case .mapping(let named) = kind.value.kind { resources += named.count }
      }
      let checks = Place.allCases.reduce(0) { $0 + specification.count(in: $1) }
      try promise(checks >= resources, "\(resources) resources make \(checks) checks")
    })

  /// What templates of specifications are told: refused with a line of the text, or the same when it is read again.
  static let specificationVariables = FuzzedReader(
    "specification-variables",
    ofText: { text in
      do {
        let variables = try SpecificationVariables(reading: text, of: "vars.yaml")
        let again = try SpecificationVariables(reading: text, of: "vars.yaml")
        try promise(variables == again, "it is another one when read again")
      } catch let error as SpecificationError {
        try check(error, in: text)
      }
    })

  private static func read(_ text: String) throws(SpecificationError) -> Specification {
    try Specification(
      readingFrom: "goss.yaml", load: { ["goss.yaml": text, "more.yaml": "package: {jq: {installed: true}}"][$0] },
      variable: { ["OS": "debian", "a.b": "x: 'y"][$0] })
  }
}

/// An error names a line of the text, or the one where it could go on.
private func check(_ error: SpecificationError, in text: String) throws(BrokenPromise) {
  guard let line = error.line else { return }
  try promise(
    TextLines(text).contains(YAMLMark(line: line, column: 1)), "the error is in line \(line): \(error.message)")
}
