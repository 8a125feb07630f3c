/// The templates of a specification: `{{.Vars.name}}`, and no others.
struct SpecificationTemplate {
  /// The file, as a person names it.
  let file: String
  /// The value of a variable; nil where there is none.
  let variable: (String) -> String?

  /// The text with every template replaced by its value, with the same number of lines.
  func fill(_ text: String) throws(SpecificationError) -> String {
    guard text.contains("{{") else { return text }
    var filled: [String] = []
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      filled.append(try fill(line, number: index + 1))
    }
    return filled.joined(separator: "\n")
  }

  private func fill(_ line: Substring, number: Int) throws(SpecificationError) -> String {
    var result = ""
    var rest = line
    while let start = rest.firstRange(of: "{{") {
      result += rest[..<start.lowerBound]
      guard let end = rest[start.upperBound...].firstRange(of: "}}") else {
        throw unsupported("{{\(rest[start.upperBound...])", number)
      }
      let inner = rest[start.upperBound..<end.lowerBound]
      let name = inner.drop { $0 == " " }
      guard let path = Self.variableName(name) else { throw unsupported("{{\(inner)}}", number) }
      guard let value = variable(path) else {
        throw SpecificationError(
          "there is no variable `\(path)`", in: file, line: number,
          hint:
            "a specification knows what goss_vars_file sets, the established names (OS, PROVIDER, ...) and our variables"
        )
      }
      guard !value.contains(where: \.isNewline) else {
        throw SpecificationError("the value of `\(path)` has several lines", in: file, line: number)
      }
      result += value
      rest = rest[end.upperBound...]
    }
    return result + rest
  }

  /// `a.b` of ` .Vars.a.b `; nil for everything else.
  private static func variableName(_ text: Substring) -> String? {
    guard text.hasPrefix(".Vars.") else { return nil }
    var path = text.dropFirst(".Vars.".count)
    while path.last == " " { path.removeLast() }
    let parts = path.split(separator: ".", omittingEmptySubsequences: false)
    let isWord = parts.allSatisfy { part in
      !part.isEmpty
        && part.utf8.allSatisfy { byte in
          switch byte {
          case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
            true
          default: false
          }
        }
    }
    return isWord ? String(path) : nil
  }

  private func unsupported(_ template: String, _ line: Int) -> SpecificationError {
    SpecificationError(
      "the template `\(template)` is not one that is known here", in: file, line: line,
      hint: "a specification may have {{.Vars.name}}; conditions and loops have to be written out")
  }
}
