/// A resource `file`: what a path is. Below folders that only a running machine has, it is looked at there.
enum FileResource {
  private static let live = ["/proc/", "/sys/", "/run/", "/dev/", "/tmp/", "/var/run/"]
  private static let kinds = ["file", "directory", "symlink", "socket", "pipe", "character-device", "block-device"]
  private static let sums = ["md5", "sha256", "sha512"]

  /// What its attributes demand.
  static func statements(_ attributes: inout Attributes, prefix: String) throws(SpecificationError) -> [Statement] {
    let path = attributes.name
    guard path.hasPrefix("/") else { throw attributes.error("`\(path)` is no absolute path") }
    let place: Place = live.contains { path.hasPrefix($0) } ? .booted : .sealed
    let exists = try attributes.requiredBoolean("exists")
    let name = "\(prefix)\(path)"
    let facts = try facts(&attributes, place, name) + patterns(&attributes, place, name)
    guard exists || facts.isEmpty else {
      throw attributes.error("`\(path)` must not exist, and is said to be something")
    }
    return [
      Statement(place, "file_is", ["\(name) \(exists ? "exists" : "does not exist")", exists ? "yes" : "no", path])
    ]
      + facts
  }

  private static func facts(
    _ attributes: inout Attributes, _ place: Place, _ name: String
  ) throws(SpecificationError) -> [Statement] {
    let path = attributes.name
    var statements: [Statement] = []
    if let mode = try attributes.text("mode") {
      guard let bits = Int(mode, radix: 8), bits >= 0, bits <= 0o7777 else {
        throw attributes.error("the mode `\(mode)` of `\(path)` is not octal")
      }
      statements.append(
        Statement(place, "file_fact", ["\(name) has mode \(mode)", String(bits, radix: 8), "%a", path]))
    }
    for (attribute, format, words) in [
      ("owner", "%U", "belongs to user"), ("group", "%G", "belongs to group"), ("size", "%s", "has a size of"),
    ] {
      guard let value = try attributes.text(attribute) else { continue }
      statements.append(Statement(place, "file_fact", ["\(name) \(words) \(value)", value, format, path]))
    }
    if let kind = try attributes.text("filetype") {
      guard kinds.contains(kind) else {
        throw attributes.error("`\(kind)` is no type of a file: \(kinds.joined(separator: ", "))")
      }
      statements.append(Statement(place, "file_kind", ["\(name) is a \(kind)", kind, path]))
    }
    if let target = try attributes.text("linked-to") {
      statements.append(Statement(place, "file_leads", ["\(name) leads to \(target)", target, path]))
    }
    for sum in sums {
      guard let digest = try attributes.text(sum) else { continue }
      statements.append(
        Statement(place, "file_sum", ["\(name) has the \(sum) \(digest)", "\(sum)sum", digest.lowercased(), path]))
    }
    return statements
  }

  /// `contains` is what goss 0.3 calls it, `contents` what goss 0.4 does.
  private static func patterns(
    _ attributes: inout Attributes, _ place: Place, _ name: String
  ) throws(SpecificationError) -> [Statement] {
    let written = try attributes.texts("contains") + attributes.texts("contents")
    return written.map { written in
      let pattern = TextPattern(written)
      let words = "\(name) \(pattern.isWanted ? "contains" : "does not contain") `\(pattern.text)`"
      return Statement(place, "file_has", [words] + pattern.arguments + [attributes.name])
    }
  }
}
