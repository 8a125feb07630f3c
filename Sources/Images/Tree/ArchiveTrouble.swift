/// Why a package archive did not give what was asked of it, read from what apt said.
public struct ArchiveTrouble: Sendable, Equatable {
  /// What is wrong and where, without a full stop.
  public let message: String
  /// What to do next.
  public let hint: String
  /// Whether the archive said that it is busy, so that it may give the same a little later.
  public let isPassing: Bool

  private init(_ message: String, hint: String, isPassing: Bool = false) {
    self.message = message
    self.hint = hint
    self.isPassing = isPassing
  }

  /// Looks through the last lines of a command; nil where they tell of no trouble with an archive.
  public init?(in lines: [String]) {
    let said = lines.map { $0.drop { $0 == " " } }.filter {
      $0.hasPrefix("E: ") || $0.hasPrefix("W: ") || $0.hasPrefix("Err:")
    }
    // What could not be fetched is the reason for whatever is said of it afterwards.
    guard let trouble = said.lazy.compactMap(Self.fetching).first ?? said.lazy.compactMap(Self.content).first else {
      return nil
    }
    self = trouble
  }

  /// `E: Failed to fetch URL  REASON`
  private static func fetching(_ line: Substring) -> ArchiveTrouble? {
    guard let start = line.firstRange(of: "Failed to fetch ") else { return nil }
    let words = line[start.upperBound...].split(separator: " ", maxSplits: 1)
    guard let url = words.first.map(String.init) else { return nil }
    let reason = words.dropFirst().first.map { trimmed($0) } ?? ""
    if signs.contains(where: { reason.contains($0) }) { return untrusted(url) }
    if reason.hasPrefix("404") || reason.contains("File not found") {
      return ArchiveTrouble("the package archive does not have \(url)", hint: Self.wrongMirror)
    }
    if let status = reason.split(separator: " ").first, status.count == 3, status.allSatisfy(\.isNumber) {
      return ArchiveTrouble(
        "the package archive answered \(url) with HTTP status \(status)",
        hint: hint(for: status),
        isPassing: status.hasPrefix("5") || status == "429")
    }
    if reason.contains("Hash Sum mismatch") || reason.contains("unexpected size") {
      return ArchiveTrouble("\(url) is not what the archive's lists say", hint: Self.later)
    }
    if ["connect", "resolv", "imed out", "imeout", "Connection", "response header", "closed"].contains(
      where: reason.contains)
    {
      return ArchiveTrouble("the package archive does not answer: \(url): \(reason)", hint: Self.noAnswer)
    }
    return ArchiveTrouble("the package archive did not give \(url): \(reason)", hint: Self.noAnswer)
  }

  /// What apt says of an archive that did answer.
  private static func content(_ line: Substring) -> ArchiveTrouble? {
    if line.contains("does not have a Release file") || line.contains("no longer has a Release file") {
      let name = line.split(separator: "'").dropFirst().first ?? "it"
      return ArchiveTrouble("there is no package archive at \(name)", hint: Self.wrongMirror)
    }
    if line.contains("is not valid yet") || line.contains("is expired") {
      return ArchiveTrouble(
        "the lists of the package archive are not of this time: \(line.dropFirst(3))",
        hint: "check this machine's clock, then debian_mirror: an old copy of an archive is refused")
    }
    if signs.contains(where: { line.contains($0) }) {
      let words = line.split(whereSeparator: { $0 == " " || $0 == "'" })
      return untrusted(words.first { $0.contains("://") }.map(String.init) ?? "an archive")
    }
    for start in ["E: Unable to locate package ", "E: Couldn't find any package by "] where line.hasPrefix(start) {
      return ArchiveTrouble(
        "the package archive has no package `\(line.dropFirst(start.count))`",
        hint: "check its name in the lists of packages that variables hold, and whether this release has it")
    }
    return nil
  }

  /// What apt says where a signature is missing or another's.
  private static let signs = [
    "NO_PUBKEY", "BADSIG", "EXPKEYSIG", "REVKEYSIG", "ERRSIG", "is not signed", "signatures were invalid",
  ]

  /// An archive that nobody signed whom the image trusts, by the address of any of its files.
  private static func untrusted(_ url: String) -> ArchiveTrouble {
    var address = url[...]
    for end in ["/", "/InRelease", "/Release.gpg", "/Release", "/"] where address.hasSuffix(end) {
      address = address.dropLast(end.count)
    }
    return ArchiveTrouble(
      "the signature of the package archive at \(address) is not one that the image trusts",
      hint:
        "the key that signs it must be in the file that Signed-By of its repository names: kubernetes_deb_gpg_key is "
        + "the address of Kubernetes', extra_repo_keys are files of yours, archive_keyring is the distribution's")
  }

  private static func hint(for status: Substring) -> String {
    switch status {
    case "401", "403": "check debian_mirror; netrc_file names a file with the user and password that it may want"
    case _ where status.hasPrefix("5"): later
    default: "check debian_mirror, and the proxy in http_proxy if there is one"
    }
  }

  private static let wrongMirror =
    "check debian_mirror (of Ubuntu, ubuntu_repo) and archive_suite; a mirror that is being updated has everything a little later"
  private static let later =
    "the mirror is being updated or in trouble; try again later, or set debian_mirror to another one"
  private static let noAnswer = "check the network, debian_mirror, and the proxy in http_proxy if there is one"

  private static func trimmed(_ text: Substring) -> String {
    var text = text.drop { $0 == " " }
    if let address = text.firstRange(of: "[IP: ") { text = text[..<address.lowerBound] }
    while text.last == " " { text.removeLast() }
    return text.split(separator: " ", omittingEmptySubsequences: true).joined(separator: " ")
  }
}
