import FoundationEssentials

/// What an image is made of, in the words that both formats of a bill have.
///
/// Nothing in it comes from a clock or from chance: the same image has the same bill.
struct BillOfMaterials: Sendable, Equatable {
  /// Something that is in the image.
  struct Component: Sendable, Equatable {
    let name: String
    /// Its version, where that is known.
    let version: String?
    /// Where it came from, where that is one address.
    let url: String?
    /// The digest of the file that it is, or that it came in, in hexadecimal.
    let sha256: String?
    /// Its name among all packages of all systems, where it has one.
    let packageURL: String?

    /// The same text for the same component, of letters, digits, dots and dashes.
    var identifier: String {
      let text = [name, version ?? ""].joined(separator: "-")
      return text.unicodeScalars.map { scalar in
        scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || scalar == "-")
          ? String(scalar) : ".\(String(scalar.value, radix: 16))."
      }.joined()
    }
  }

  /// The image's name, without an extension.
  let name: String
  /// The name of its file.
  let file: String
  /// The Kubernetes version that it is for.
  let version: String
  /// The SHA-256 of its file in hexadecimal.
  let sha256: String
  /// When it was made, as all of its files say, in seconds since 1970.
  let created: Int64
  /// What it is made of: packages, then downloads, then what was compiled.
  let components: [Component]

  /// Lists what an image is made of.
  ///
  /// - Parameters:
  ///   - packages: `name=version` of each package of the system.
  ///   - compiled: what the supply says that compiled Kubernetes: its version, the package of its source, and the digest of
  ///     each command.
  init(
    name: String, file: String, version: String, sha256: String, created: Int64, system: String, packages: [String],
    downloads: [Manifest.Download], compiled: [String: String]
  ) {
    self.name = name
    self.file = file
    self.version = version
    self.sha256 = sha256
    self.created = created
    let fetched = downloads.map { download in
      let name = download.name.replacing("-binary", with: "")
      return Component(
        name: name, version: kubernetesCommands.contains(name) ? version : nil, url: download.url,
        sha256: download.sha256, packageURL: nil)
    }
    let made = kubernetesCommands.filter { compiled[$0] != nil }.map { command in
      Component(
        name: command, version: compiled["version"], url: nil, sha256: compiled[command], packageURL: nil)
    }
    let source = compiled["source"].map { [Self.package($0, system: system, isSource: true)] } ?? []
    components = packages.map { Self.package($0, system: system) } + fetched + made + source
  }

  /// The time of making as RFC 3339 writes it, in UTC.
  var createdText: String { Date(timeIntervalSince1970: Double(created)).formatted(.iso8601) }

  /// An identifier that follows from the image, as a UUID of version 8, which RFC 9562 keeps for such uses.
  var uuid: String {
    let digits = Array(sha256)
    guard digits.count == 64 else { return "00000000-0000-8000-8000-000000000000" }
    let groups = [digits[0..<8], digits[8..<12], ["8"] + digits[13..<16], ["8"] + digits[17..<20], digits[20..<32]]
    return groups.map { String($0) }.joined(separator: "-")
  }

  /// A package of the distribution, or of the repository of the Kubernetes project, as `name=version` has it.
  static func package(_ text: String, system: String, isSource: Bool = false) -> Component {
    let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
    let version = parts.count > 1 ? parts[1] : ""
    let isOfProject = (kubernetesCommands + ["kubernetes-cni", "cri-tools"]).contains(parts[0])
    let vendor = isOfProject ? "kubernetes" : String(system.prefix { $0 != "-" })
    let url =
      "pkg:deb/\(vendor)/\(escaped(parts[0]))@\(escaped(version))?\(isSource ? "arch=source&" : "")distro=\(system)"
    return Component(
      name: isSource ? "\(parts[0])-source" : parts[0], version: version, url: nil, sha256: nil, packageURL: url)
  }

  /// What a package URL cannot have as it is, as bytes in hexadecimal.
  private static func escaped(_ text: String) -> String {
    text.utf8.map { byte in
      let character = Character(UnicodeScalar(byte))
      let isPlain = character.isASCII && (character.isLetter || character.isNumber || ".-_~".contains(character))
      return isPlain ? String(character) : "%" + String(byte, radix: 16, uppercase: true)
    }.joined()
  }
}
