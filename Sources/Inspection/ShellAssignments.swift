/// The values of a file of lines `NAME=value`, as `/etc/os-release` is, without their quotes.
public func shellAssignments(in text: String) -> [String: String] {
  var found: [String: String] = [:]
  for line in text.split(separator: "\n") where !line.hasPrefix("#") {
    guard let equals = line.firstIndex(of: "=") else { continue }
    var value = line[line.index(after: equals)...]
    if let quote = value.first, quote == "\"" || quote == "'", value.count > 1, value.last == quote {
      value = value.dropFirst().dropLast()
    }
    found[String(line[..<equals])] = String(value)
  }
  return found
}
