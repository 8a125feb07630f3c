import Digests
import Storage
public import SystemPackage
import Transfer

/// Downloads a file, checks that it is what it must be, and returns its SHA-256 in hexadecimal.
///
/// What has arrived is kept beside `place` when this fails, so that the next try goes on from there. Throws
/// `TransferError`, `SupplyError`, `DigestError` and `StorageError`.
///
/// - Parameters:
///   - pin: the SHA-256 of an earlier download, which this one must equal; nil if there was none.
///   - proxies: the addresses of proxies, as `Downloader` takes them.
///   - authorities: a file of certificates that are trusted beside the system's.
///   - place: where the file goes; its folder is made.
public func fetch(
  _ url: String, checksum: PublishedChecksum, pin: String?, netrc: FilePath? = nil, proxies: [String: String] = [:],
  authorities: FilePath? = nil, to place: FilePath,
  onProgress: @escaping @Sendable (_ done: Int64, _ total: Int64?) -> Void
) async throws -> String {
  try makeDirectories(place.removingLastComponent())
  let downloader = Downloader(proxies: proxies, authorities: authorities) { path, algorithm in
    try hexDigest(ofFile: path, algorithm == .sha256 ? .sha256 : .sha512)
  }
  let expected = try await expectation(of: url, checksum, pin: pin, netrc: netrc, through: downloader)
  let request = DownloadRequest(url: url, destination: place, expected: expected, netrc: netrc)
  _ = try await downloader.download(request, onProgress: onProgress)
  return try await blocking { try contentDigest(ofFile: place).hex }
}

/// What the file must be; nil where nothing says so.
private func expectation(
  of url: String, _ checksum: PublishedChecksum, pin: String?, netrc: FilePath?, through downloader: Downloader
) async throws -> ContentChecksum? {
  // What is declared weighs more than what came before.
  if case .sha256(let digits) = checksum { return ContentChecksum(.sha256, hex: digits) }
  if let pin { return ContentChecksum(.sha256, hex: pin) }
  switch checksum {
  case .sha256, .pinned: return nil
  case .file(let source), .list(let source):
    return try checksum.expectation(in: try await downloader.fetchText(source, netrc: netrc), of: url)
  }
}
