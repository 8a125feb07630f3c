/// Renders templates and converts values, each name once, gathering every error.
struct Resolver {
  /// What is known about a name.
  private enum State {
    case resolving
    case failed
    case done(Value, taint: Secrecy?)
  }

  private let schema: Schema
  private let environment: [String: String]
  private let isComplete: Bool
  private let settings: [VariableName: [LayerSetting]]
  private var states: [VariableName: State] = [:]
  private var chain: [VariableName] = []
  /// How many bytes templates have made so far.
  private var made = 0

  /// How many variables may use one another in a row; more are no accident, and each takes room on the stack.
  private static let longestChain = 100
  /// How many bytes templates may make: a few of them that double one another would fill any memory.
  private static let greatestSize = 16 << 20

  /// Values that cannot be used.
  private(set) var errors: [VariableError] = []

  /// A resolver of settings in the order of their layers; `isComplete` is false when files are missing, so that a name that
  /// nothing sets is no news.
  init(schema: Schema, settings: [LayerSetting], environment: [String: String], isComplete: Bool) {
    self.schema = schema
    self.environment = environment
    self.isComplete = isComplete
    self.settings = Dictionary(grouping: settings, by: \.name)
  }

  /// Every declared variable that a layer sets.
  mutating func resolve() -> [ResolvedVariable] {
    var variables: [ResolvedVariable] = []
    for name in settings.keys.sorted() {
      guard let declaration = schema[name], let said = settings[name], let last = lastWord(on: name) else { continue }
      guard let (value, _) = value(of: name) else { continue }
      let isSecret = declaration.secrecy != nil
      let overrode = said.dropLast().reversed().map { setting in
        Setting(
          text: isSecret || holdsPassword(setting.written) ? SecretValue.redacted : setting.written,
          origin: setting.origin)
      }
      variables.append(
        ResolvedVariable(
          name: name, value: value, origin: last.origin, folder: last.folder, overrode: overrode,
          secrecy: declaration.secrecy))
    }
    return variables
  }

  /// A name's value and the secrecy of what went into it; nil when there is none, which is then in `errors`.
  private mutating func value(of name: VariableName) -> (Value, taint: Secrecy?)? {
    switch states[name] {
    case .done(let value, let taint): return (value, taint)
    case .failed: return nil
    case .resolving:
      reportCycle(to: name)
      return nil
    case nil: break
    }
    guard let setting = lastWord(on: name) else { return nil }
    guard chain.count < Self.longestChain else {
      states[name] = .failed
      fail(setting, "`\(name)` ends a row of more than \(Self.longestChain) variables that use one another")
      return nil
    }
    states[name] = .resolving
    chain.append(name)
    let result = convert(setting)
    chain.removeLast()
    states[name] = result.map { .done($0, taint: $1) } ?? .failed
    return result
  }

  private mutating func convert(_ setting: LayerSetting) -> (Value, taint: Secrecy?)? {
    let declaration = schema[setting.name]
    let isSecret = declaration?.secrecy != nil
    guard let written = setting.body(of: setting.node) else {
      fail(setting, "`\(setting.name)` is nested deeper than a variable can be")
      return nil
    }
    var taint: Secrecy?
    guard let body = render(written, of: setting, taint: &taint) else { return nil }
    guard let declaration else {
      guard case .text(let text) = body else {
        fail(setting, "`\(setting.name)` is declared nowhere, so that it can only be a text")
        return nil
      }
      return (.string(text), taint)
    }
    if let taint, taint != declaration.secrecy {
      fail(
        setting, "`\(setting.name)` would make a secret of kind `\(taint.rawValue)` public",
        hint: "only a secret of the same kind can use a secret")
      return nil
    }
    if !isSecret, body.texts.contains(where: holdsPassword) {
      errors.append(
        setting.valueError(
          "`\(setting.name)` holds an address with a password, which keys, logs and images would show",
          hint: "leave the user and the password out of it, and put them into the file that `netrc_file` names",
          isSecret: true))
      return nil
    }
    guard let value = declaration.type.convert(body) else {
      let shown = isSecret ? "what it is" : describe(body)
      var hint: String?
      if case .text(let text) = body, !isSecret {
        hint = declaration.type.suggestion(for: String(text.trimmedSpace)).map { "write \($0)" }
      }
      fail(setting, "`\(setting.name)` must be \(declaration.type.demand), not \(shown)", hint: hint)
      return nil
    }
    if let secrecy = declaration.secrecy, case .string(let text) = value {
      return (.secret(SecretValue(text)), taint: secrecy)
    }
    return (value, taint)
  }

  private mutating func render(
    _ body: RenderedBody, of setting: LayerSetting, taint: inout Secrecy?
  ) -> RenderedBody? {
    switch body {
    case .text(let text):
      return render(text, of: setting, taint: &taint).map { .text($0) }
    case .list(let items):
      var rendered: [String] = []
      for item in items {
        guard let text = render(item, of: setting, taint: &taint) else { return nil }
        rendered.append(text)
      }
      return .list(rendered)
    case .map(let entries):
      var rendered: [String: String] = [:]
      for (key, item) in entries.sorted(by: { $0.key < $1.key }) {
        guard let text = render(item, of: setting, taint: &taint) else { return nil }
        rendered[key] = text
      }
      return .map(rendered)
    case .records(let records):
      var rendered: [[String: String]] = []
      for record in records {
        guard case .map(let entries)? = render(.map(record), of: setting, taint: &taint) else { return nil }
        rendered.append(entries)
      }
      return .records(rendered)
    }
  }

  private mutating func render(_ text: String, of setting: LayerSetting, taint: inout Secrecy?) -> String? {
    guard Template.isTemplate(text) else { return text }
    let parts: [Template.Part]
    do throws(Template.Malformed) {
      parts = try Template(parsing: text).parts
    } catch {
      // Files of the established project work as they are, also where Packer would have to say what a name is.
      if error.isForeign, isIdle(setting.name) { return nil }
      fail(setting, "`\(setting.name)`: \(error.message)", hint: error.hint)
      return nil
    }
    var result = ""
    for part in parts {
      switch part {
      case .text(let text):
        result += text
      case .environment(let name, let filters):
        result += filters.reduce(environment[name] ?? "") { $1.apply(to: $0) }
      case .variable(let name, let filters):
        guard let used = use(name, by: setting, taint: &taint) else { return nil }
        result += filters.reduce(used) { $1.apply(to: $0) }
      }
      guard made + result.utf8.count <= Self.greatestSize else {
        fail(setting, "`\(setting.name)`: templates make the variables larger than \(Self.greatestSize >> 20) MiB")
        return nil
      }
    }
    made += result.utf8.count
    return result
  }

  /// The text of a variable inside another one.
  private mutating func use(_ name: VariableName, by setting: LayerSetting, taint: inout Secrecy?) -> String? {
    guard lastWord(on: name) != nil else {
      // The established project has a value for it, and nobody needs one here so far.
      if isIdle(name) { return "" }
      reportUnset(name, usedBy: setting)
      return nil
    }
    guard let (value, theirs) = value(of: name) else { return nil }
    // A credential weighs more: what holds both must never be in a key.
    if let theirs { taint = taint == .credential ? taint : theirs }
    switch value {
    case .secret(let secret): return secret.reveal()
    case .list(let items):
      guard case .list(let separator, of: _)? = schema[name]?.type else { return value.text }
      return separator.text(of: items)
    default: return value.text
    }
  }

  private mutating func reportUnset(_ name: VariableName, usedBy setting: LayerSetting) {
    if isIdle(setting.name), schema.retired[name] != nil || Template.foreign(name.rawValue) != nil { return }
    if let foreign = Template.foreign(name.rawValue) {
      fail(setting, "`\(setting.name)`: \(foreign.message)", hint: foreign.hint)
    } else if let because = schema.retired[name] {
      fail(setting, "`\(setting.name)` uses `\(name)`, which has no meaning here", hint: because)
    } else if isComplete {
      let known = Set(schema.declarations.keys).union(settings.keys).map(\.rawValue)
      let slips = max(2, name.rawValue.utf8.count / 3)
      fail(
        setting, "`\(setting.name)` uses `\(name)`, which nothing sets",
        hint: nearest(to: name.rawValue, among: known, within: slips).map { "did you mean `\($0)`?" })
    }
  }

  /// What counts of all that was said about a name; nil where nothing does.
  ///
  /// The established project writes an empty text for what is not set, whatever the value would have to be.
  private func lastWord(on name: VariableName) -> LayerSetting? {
    guard isIdle(name), schema[name]?.type.convert(.text("")) == nil else { return settings[name]?.last }
    return settings[name]?.last { !$0.written.isEmpty }
  }

  private func isIdle(_ name: VariableName) -> Bool { schema[name]?.idleUntil != nil }

  private mutating func reportCycle(to name: VariableName) {
    guard let start = chain.firstIndex(of: name), let setting = settings[name]?.last else { return }
    let cycle = chain[start...] + [name]
    let notes = cycle.enumerated().map { index, link in
      (index == 0 ? "" : "uses ") + "\(link)  \(settings[link]?.last?.origin.place ?? "")"
    }
    errors.append(
      setting.valueError(
        "`\(name)` uses itself", notes: Array(notes), hint: "give one of them a value of its own",
        isSecret: schema[name]?.secrecy != nil))
  }

  private mutating func fail(_ setting: LayerSetting, _ message: String, hint: String? = nil) {
    errors.append(setting.valueError(message, hint: hint, isSecret: schema[setting.name]?.secrecy != nil))
  }

  private func describe(_ body: RenderedBody) -> String {
    switch body {
    case .text(""): "empty"
    case .text(let text): "`\(text.count > 60 ? text.prefix(60) + "..." : text)`"
    case .list(let items): "[\(items.joined(separator: ", "))]"
    case .map: "a mapping"
    case .records: "a list of other mappings"
    }
  }
}
