/// Finds out about every name that the schema does not declare: a slip, a name with no effect, or one that a user made up.
struct NameCheck {
  private let schema: Schema
  private let used: Set<VariableName>
  private let isStrict: Bool

  /// Names that are wrong.
  private(set) var errors: [VariableError] = []
  /// Names without an effect.
  private(set) var notices: [VariableNotice] = []

  /// Checks the names of some settings.
  init(checking settings: [LayerSetting], schema: Schema, isStrict: Bool) {
    self.schema = schema
    self.isStrict = isStrict
    let unknown = settings.filter { schema[$0.name] == nil }
    let idle = settings.filter { $0.layer != .own && schema[$0.name]?.idleUntil != nil }
    if unknown.isEmpty, idle.isEmpty {
      used = []
      return
    }
    used = Set(
      settings.flatMap(\.texts).filter(Template.isTemplate).flatMap { text in
        let parts = (try? Template(parsing: text))?.parts ?? []
        return parts.compactMap { if case .variable(let name, _) = $0 { name } else { nil } }
      })
    for setting in unknown { check(setting) }
    for setting in idle where !used.contains(setting.name) {
      guard let event = schema[setting.name]?.idleUntil else { continue }
      mention(setting, "`\(setting.name)` has no effect until \(event)")
    }
  }

  private mutating func check(_ setting: LayerSetting) {
    let name = setting.name
    if setting.layer != .own, used.contains(name) { return }
    if let because = schema.retired[name] {
      mention(setting, "`\(name)` has no meaning here: \(because)")
    } else {
      let slips = setting.layer == .override ? forgivenSlips(name.rawValue) : max(2, name.rawValue.utf8.count / 3)
      let active = schema.declarations.values.filter { $0.idleUntil == nil }.map(\.name.rawValue)
      let declared = nearest(to: name.rawValue, among: active, within: slips)
      // Names without an effect are many and short, and what a user made up may resemble one by accident.
      let idle = schema.declarations.values.filter { $0.idleUntil != nil }.map(\.name.rawValue)
      let known = declared ?? nearest(to: name.rawValue, among: idle, within: forgivenSlips(name.rawValue))
      let hint = known.map { "did you mean `\($0)`?" }
      if setting.layer == .override, declared == nil {
        mention(setting, "nothing uses `\(name)`" + (hint.map { "; \($0)" } ?? ""))
      } else {
        errors.append(setting.nameError("there is no variable `\(name)`", hint: hint))
      }
    }
  }

  private mutating func mention(_ setting: LayerSetting, _ text: String) {
    if isStrict || setting.layer == .own {
      errors.append(setting.nameError(text, hint: isStrict ? "remove it, or run without STRICT=1" : nil))
    } else {
      notices.append(VariableNotice(text, origin: setting.origin))
    }
  }
}
