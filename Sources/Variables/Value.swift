/// A variable's value after templates and conversion.
public enum Value: Hashable, Sendable, CustomStringConvertible {
  /// A text; also versions, choices, addresses.
  case string(String)
  /// A truth value.
  case boolean(Bool)
  /// A whole number.
  case integer(Int)
  /// A number of bytes.
  case bytes(Int64)
  /// A length of time in seconds.
  case duration(Int64)
  /// Texts in their order.
  case list([String])
  /// Texts by name.
  case map([String: String])
  /// Records in their order, each with texts by the names of its fields.
  case records([[String: String]])
  /// A text that does not print itself.
  case secret(SecretValue)

  /// The value's one spelling, which stands in keys: equal texts mean equal values of a type. A secret's is redacted.
  public var text: String {
    switch self {
    case .string(let text): text
    case .boolean(let value): value ? "true" : "false"
    case .integer(let number): "\(number)"
    case .bytes(let count): ByteUnit.text(of: count)
    case .duration(let seconds): TimeSpan.text(of: seconds)
    case .list(let items): "[" + items.map(quoted).joined(separator: ", ") + "]"
    case .map(let entries): mapText(entries)
    case .records(let records): "[" + records.map(mapText).joined(separator: ", ") + "]"
    case .secret(let secret): secret.isEmpty ? "" : SecretValue.redacted
    }
  }

  /// The same as `text`.
  public var description: String { text }
}

/// Texts by name as a JSON object, in the order of the names.
private func mapText(_ entries: [String: String]) -> String {
  let sorted = entries.sorted { $0.key < $1.key }
  return "{" + sorted.map { "\(quoted($0.key)): \(quoted($0.value))" }.joined(separator: ", ") + "}"
}

/// A text as a JSON string.
func quoted(_ text: String) -> String {
  var result = "\""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\"": result += "\\\""
    case "\\": result += "\\\\"
    case "\n": result += "\\n"
    case "\t": result += "\\t"
    case "\r": result += "\\r"
    case _ where scalar.value < 0x20:
      let digits = String(scalar.value, radix: 16)
      result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result + "\""
}
