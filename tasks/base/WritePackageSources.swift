import Engine
import ImageTree
import Variables

/// SETUP-D1, SETUP-D2: an image names its package archives as its release does: in sources.list, which the base has
/// already, or as stanzas in a file of the distribution's name.
let writePackageSources = Step<Image>(
  "write down the package archives", when: .variable(.aptSourcesFormat, is: "deb822"), reads: [.distributionName]
) { image in
  let list = "/etc/apt/sources.list"
  let stanzas = packageStanzas(try await image.read(list))
  let name = try image.values.string(.distributionName).lowercased()
  try await image.write(stanzas, to: "/etc/apt/sources.list.d/\(name).sources")
  try await image.write("# See /etc/apt/sources.list.d/\(name).sources\n", to: list)
}

/// The lines of a sources.list as stanzas: those that differ in the suite alone are one.
func packageStanzas(_ list: String) -> String {
  var suites: [(stanza: String, names: [String])] = []
  for line in list.split(separator: "\n") where line.hasPrefix("deb ") {
    var words = line.split(separator: " ").dropFirst().map(String.init)
    var options: [String] = []
    if words.first?.hasPrefix("[") == true {
      while let word = words.first {
        words.removeFirst()
        options.append(word.filter { !"[]\"".contains($0) })
        if word.hasSuffix("]") { break }
      }
    }
    guard words.count > 1 else { continue }
    let fields =
      ["Types: deb", "URIs: \(words[0])", "Suites: ", "Components: \(words.dropFirst(2).joined(separator: " "))"]
      + options.filter { !$0.isEmpty }.map(packageField)
    let stanza = fields.map { $0 + "\n" }.joined()
    if let known = suites.firstIndex(where: { $0.stanza == stanza }) {
      suites[known].names.append(words[1])
    } else {
      suites.append((stanza, [words[1]]))
    }
  }
  return suites.map { stanza, names in
    stanza.replacing("Suites: \n", with: "Suites: \(names.joined(separator: " "))\n")
  }.joined(separator: "\n")
}

/// `check-valid-until=no` as a line of a stanza: `Check-Valid-Until: no`.
private func packageField(_ option: String) -> String {
  let parts = option.split(separator: "=", maxSplits: 1)
  let words = parts[0].split(separator: "-").map { $0.prefix(1).uppercased() + $0.dropFirst() }
  return "\(words.joined(separator: "-")): \(parts.dropFirst().first ?? "")"
}
