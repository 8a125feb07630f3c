import Digests
import FoundationEssentials
import Storage
public import SystemPackage
import Transfer

/// Downloads an object of a storage that speaks S3 and returns its SHA-256 in hexadecimal.
///
/// Throws `SupplyError`, `TransferError`, `DigestError` and `StorageError`.
///
/// - Parameters:
///   - login: who asks; nil asks for what everybody may read.
///   - sha256: what the object must be, in hexadecimal; nil trusts the storage.
///   - proxies: the addresses of proxies, as `Downloader` takes them.
///   - authorities: a file of certificates that are trusted beside the system's.
///   - place: where the file goes; its folder is made.
public func fetchObject(
  _ object: StoredObject, login: StorageLogin?, sha256: String?, proxies: [String: String], authorities: FilePath?,
  to place: FilePath,
  onProgress: @escaping @Sendable (_ done: Int64, _ total: Int64?) -> Void
) async throws -> String {
  try makeDirectories(place.removingLastComponent())
  let downloader = Downloader(proxies: proxies, authorities: authorities) { path, algorithm in
    try hexDigest(ofFile: path, algorithm == .sha256 ? .sha256 : .sha512)
  }
  // 2026-01-01T00:00:00Z, without what separates.
  let now: String = Date().formatted(.iso8601)
  let time = now.filter { character in !"-:".contains(character) }
  let headers = login?.headers(for: "GET", host: object.host, path: object.path, time: time) ?? [:]
  let request = DownloadRequest(
    url: object.url, destination: place, expected: sha256.map { ContentChecksum(.sha256, hex: $0) }, headers: headers)
  do {
    _ = try await downloader.download(request, onProgress: onProgress)
  } catch TransferError.status(let url, let status, tries: _) where status == 401 || status == 403 {
    throw SupplyError(
      "\(url) may not be read by \(login == nil ? "everybody" : "this key"): HTTP status \(status)",
      hint:
        "additional_s3_access and additional_s3_secret name a key that may read it; the storage compares clocks, too")
  }
  return try await blocking { try contentDigest(ofFile: place).hex }
}
