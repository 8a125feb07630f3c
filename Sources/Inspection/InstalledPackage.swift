/// A package that is installed.
public struct InstalledPackage: Sendable, Hashable, Encodable {
  /// Its name.
  public let name: String
  /// Its version, with the distribution's revision.
  public let version: String
  /// What it was compiled for: `amd64`, or `all`.
  public let architecture: String

  /// Names a package.
  public init(name: String, version: String, architecture: String) {
    self.name = name
    self.version = version
    self.architecture = architecture
  }

  /// The installed packages of dpkg's status file, by name and architecture.
  public static func list(dpkgStatus text: String) -> [InstalledPackage] {
    var found: [InstalledPackage] = []
    var fields: [Substring: Substring] = [:]
    func finish() {
      if let name = fields["Package"], let version = fields["Version"], !name.isEmpty, !version.isEmpty,
        fields["Status"]?.split(separator: " ").last == "installed"
      {
        found.append(
          InstalledPackage(
            name: String(name), version: String(version), architecture: String(fields["Architecture"] ?? "")))
      }
      fields = [:]
    }
    // By scalars, as dpkg knows no characters: an accent behind a blank is none.
    for line in text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.isEmpty {
        finish()
        continue
      }
      // A line that begins with a blank goes on with the field before it; none of ours does.
      guard line.first != " ", line.first != "\t", let colon = line.firstIndex(of: ":") else { continue }
      fields[Substring(line[..<colon])] = Substring(line[line.index(after: colon)...].drop { $0 == " " })
    }
    finish()
    return found.sorted { ($0.name, $0.architecture) < ($1.name, $1.architecture) }
  }
}
