/// What the values of a variable are; texts are converted to it, since override files write every value as text.
public enum VariableType: Hashable, Sendable {
  /// Any text, also none.
  case string
  /// `true` or `false`, in the spellings of YAML and Ansible; empty is false.
  case boolean
  /// A whole number.
  case integer
  /// A size like `20G`; a bare number counts the given unit.
  case bytes(bare: ByteUnit)
  /// A length of time like `7d`.
  case duration
  /// Texts, out of some words if there are any; a single text is split at the separator.
  case list(ListSeparator, of: [String] = [])
  /// Texts by name: a mapping, or JSON in a text.
  case map
  /// A list of mappings with these fields, and perhaps the optional ones: a list, or JSON in a text.
  case records(required: [String], optional: [String])
  /// One of some words.
  case choice([String])
  /// `1.36.1`, or `v1.36.1` with a leading v.
  case version(leadingV: Bool)
  /// `v1.36`.
  case series
  /// Empty, or an address that begins with `http://`, `https://` or `file://`.
  case url

  /// What a value has to be, as the end of "must be ...".
  public var demand: String {
    switch self {
    case .string: "a text"
    case .boolean: "true or false"
    case .integer: "a whole number"
    case .bytes(let bare): "a size like 20G, or a number of \(bare.spelled)"
    case .duration: "a length of time like 7d or 36h"
    case .list(let separator, of: let words):
      (words.isEmpty ? "a list" : "a list of \(words.joined(separator: ", "))")
        + ", or one text whose parts are separated by \(separator.spelled)"
    case .map: "a mapping of names to texts"
    case .records(let required, let optional):
      "a list of mappings with \(required.joined(separator: ", "))"
        + (optional.isEmpty ? "" : " and perhaps \(optional.joined(separator: ", "))")
    case .choice(let words): words.count == 1 ? words[0] : "one of \(words.joined(separator: ", "))"
    case .version(leadingV: true): "a version like v1.2.3"
    case .version(leadingV: false): "a version like 1.2.3"
    case .series: "a series like v1.2"
    case .url: "an http, https or file address, or empty"
    }
  }
}
