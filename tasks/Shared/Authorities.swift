import Digests
import Engine
import FoundationEssentials
import Storage
import SystemPackage
import Variables

/// One file with the certificates of the authorities that are trusted while building: the builder's own and those of
/// `build_ca_certificates`; nil where these are none. Throws `Failure` where one of them cannot be read.
///
/// - Parameter pool: where the file is kept, by its content.
func trustedAuthorities(_ values: DeclaredValues, pool: FilePath) throws -> FilePath? {
  let names = try values.list(.buildCACertificates)
  guard !names.isEmpty else { return nil }
  let own = "/etc/ssl/certs/ca-certificates.crt"
  let texts = try (FileManager.default.fileExists(atPath: own) ? [own] : []).map(certificates) + names.map(certificates)
  let text = texts.joined(separator: "\n")
  let file = pool.appending("authorities").appending("\(contentDigest(of: text).short).pem")
  if !FileManager.default.fileExists(atPath: file.string) {
    try makeDirectories(file.removingLastComponent())
    try writeAtomically(text, to: file)
  }
  return file
}

private func certificates(_ path: String) throws -> String {
  guard path.hasPrefix("/"), let text = try? String(contentsOfFile: path, encoding: .utf8),
    text.contains("-----BEGIN CERTIFICATE-----")
  else {
    throw Failure(
      "build_ca_certificates: `\(path)` holds no certificate that can be read",
      hint: "give the absolute paths of files with certificates in PEM form")
  }
  return text
}
