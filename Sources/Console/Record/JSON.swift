import FoundationEssentials

/// A value as indented JSON with sorted names, and a line end.
public func json(_ value: some Encodable) -> String {
  encode(value, [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted])
}

/// A value as one line of JSON with sorted names, and a line end.
func jsonLine(_ value: some Encodable) -> String {
  encode(value, [.sortedKeys, .withoutEscapingSlashes])
}

private func encode(_ value: some Encodable, _ formatting: JSONEncoder.OutputFormatting) -> String {
  let encoder = JSONEncoder()
  encoder.outputFormatting = formatting
  encoder.nonConformingFloatEncodingStrategy = .convertToString(
    positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
  guard let data = try? encoder.encode(value) else { return "{}\n" }
  return String(decoding: data, as: UTF8.self) + "\n"
}
