/// The values of a file of lines `NAME=value`, as `/etc/os-release` is, without their quotes.
public func shellAssignments(in text: String) -> [String: String] {
  var found: [String: String] = [:]
  // By scalars: an accent behind a quote is a part of the value.
  for line in text.unicodeScalars.split(separator: "\n") where line.first != "#" {
    guard let equals = line.firstIndex(of: "=") else { continue }
    var value = line[line.index(after: equals)...]
    if let quote = value.first, quote == "\"" || quote == "'", value.count > 1, value.last == quote {
      value = value.dropFirst().dropLast()
    }
    found[String(Substring(line[..<equals]))] = String(Substring(value))
  }
  return found
}
