/// A text with expressions in double braces.
struct Template {
  /// A piece of a template.
  enum Part: Equatable {
    /// Text to keep.
    case text(String)
    /// The value of a variable: `{{ name }}` or ``{{user `name`}}``.
    case variable(VariableName, filters: [TemplateFilter])
    /// The value of an environment variable: ``{{env `NAME`}}``.
    case environment(String, filters: [TemplateFilter])
  }

  /// An expression that cannot be understood.
  struct Malformed: Error {
    var message: String
    var hint: String?
    /// Whether Packer would understand it.
    var isForeign = false
  }

  /// The template's pieces in order.
  var parts: [Part] = []

  /// Whether a text has an expression at all.
  static func isTemplate(_ text: String) -> Bool {
    var previous: UInt8 = 0
    for byte in text.utf8 {
      if byte == UInt8(ascii: "{"), previous == byte { return true }
      previous = byte
    }
    return false
  }

  /// Reads the expressions of a text.
  init(parsing text: String) throws(Malformed) {
    var rest = text[...]
    while let open = rest.firstRange(of: "{{") {
      if open.lowerBound > rest.startIndex { parts.append(.text(String(rest[..<open.lowerBound]))) }
      var lexer = TemplateLexer(rest[open.upperBound...])
      var tokens: [TemplateLexer.Token] = []
      while true {
        guard let token = try lexer.next() else {
          throw Malformed(message: "an expression begins with `{{` and does not end with `}}`")
        }
        if token == .close { break }
        tokens.append(token)
      }
      parts.append(try Self.part(of: tokens))
      rest = lexer.rest
    }
    if !rest.isEmpty { parts.append(.text(String(rest))) }
  }

  private static func part(of tokens: [TemplateLexer.Token]) throws(Malformed) -> Part {
    let stages = tokens.split(separator: .pipe, omittingEmptySubsequences: false).map(Array.init)
    switch (stages[0].first, stages[0].dropFirst().first, stages[0].count) {
    case (nil, _, _):
      throw Malformed(message: "the expression is empty", hint: "write {{ name }}")
    case (.quoted(let text)?, nil, 1) where stages.count == 1:
      return .text(text)
    case (.word("user")?, .quoted(let name)?, 2):
      return .variable(VariableName(rawValue: name), filters: try filters(stages.dropFirst()))
    case (.word("env")?, .quoted(let name)?, 2):
      return .environment(name, filters: try filters(stages.dropFirst()))
    case (.word(let name)?, nil, 1) where VariableName(rawValue: name).isWellFormed:
      return .variable(VariableName(rawValue: name), filters: try filters(stages.dropFirst()))
    default:
      if case .word(let name)? = stages[0].first {
        if let foreign = foreign(name) { throw foreign }
      }
      throw Malformed(
        message: "the expression cannot be understood", hint: "write {{ name }}, {{user `name`}} or {{env `NAME`}}")
    }
  }

  private static func filters(_ stages: ArraySlice<[TemplateLexer.Token]>) throws(Malformed) -> [TemplateFilter] {
    var filters: [TemplateFilter] = []
    for stage in stages {
      guard case .word(let name)? = stage.first else { throw Malformed(message: "a filter's name should follow `|`") }
      guard stage.count == 1, let filter = TemplateFilter(rawValue: name) else {
        let known = TemplateFilter.allCases.map(\.rawValue).joined(separator: ", ")
        throw foreign(name) ?? Malformed(message: "there is no filter `\(name)`", hint: "the filters are \(known)")
      }
      filters.append(filter)
    }
    return filters
  }

  /// What to say about a function that only Packer has.
  static func foreign(_ name: String) -> Malformed? {
    let clocks = ["timestamp", "isotime", "strftime", "uuid"]
    let others = [
      "build", "build_name", "build_type", "clean_resource_name", "consul_key", "if", "join", "lower", "packer_version",
      "pwd", "replace", "replace_all", "sed", "split", "template_dir", "title", "upper", "vault",
      "aws_secretsmanager",
    ]
    let message = "`\(name)` belongs to Packer alone and means nothing here"
    if clocks.contains(name) {
      return Malformed(
        message: message,
        hint: "write a value: an image that names the moment of its build could never be reused", isForeign: true)
    }
    if name.hasPrefix(".") {
      return Malformed(message: message, hint: "no machine is booted to build, so write a value", isForeign: true)
    }
    return others.contains(name) ? Malformed(message: message, hint: "write the value itself", isForeign: true) : nil
  }
}
