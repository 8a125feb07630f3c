import Glibc
import Synchronization
import SystemPackage
import TestSupport
import Transfer

/// A server, an empty directory, and a downloader that does not make a test wait.
struct DownloadFixture {
  let server: FaultServer
  let directory: FilePath
  let downloader: Downloader

  /// Where downloads go.
  var destination: FilePath { directory.appending("file") }

  /// Downloads a chain of faults.
  func download(
    _ path: String, expected: ContentChecksum? = nil, headers: [String: String] = [:], netrc: FilePath? = nil
  ) async throws -> Int64 {
    try await downloader.download(request(path, expected: expected, headers: headers, netrc: netrc))
  }

  /// The request for a chain of faults.
  func request(
    _ path: String, expected: ContentChecksum? = nil, headers: [String: String] = [:], netrc: FilePath? = nil
  ) -> DownloadRequest {
    DownloadRequest(
      url: server.url(path), destination: destination, expected: expected, headers: headers, netrc: netrc)
  }

  /// The requests that came: path, Range and If-Range of each.
  func requests() async throws -> [String] {
    try await downloader.fetchText(server.logURL).split(separator: "\n").map(String.init)
  }

  /// The ranges that were asked for, in order.
  func ranges() async throws -> [String] {
    try await requests().map { String($0.split(separator: " ")[1]) }
  }

  /// The bytes at the destination.
  func received() -> [UInt8] { bytes(of: destination) }

  /// The names in the directory.
  func names() -> Set<String> {
    guard let handle = opendir(directory.string) else { return [] }
    defer { closedir(handle) }
    var names: Set<String> = []
    while let entry = readdir(handle) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
      if name != "." && name != ".." { names.insert(name) }
    }
    return names
  }
}

/// Gives `body` a server and a directory of its own.
nonisolated(nonsending)
  func withDownloads(
    retries: Int = 3, stallSeconds: Int = 300, _ body: (DownloadFixture) async throws -> Void
  ) async throws
{
  let server = try FaultServer()
  try await withTestDirectory { directory in
    let downloader = Downloader(retries: retries, stallSeconds: stallSeconds, pause: .milliseconds(5)) {
      path, algorithm in
      // No real digest is needed here: the caller gives it.
      "\(algorithm.rawValue)-of-\(bytes(of: path).count)"
    }
    try await body(DownloadFixture(server: server, directory: directory, downloader: downloader))
  }
}

/// A file's bytes; none if it cannot be read.
func bytes(of path: FilePath) -> [UInt8] {
  guard let file = fopen(path.string, "r") else { return [] }
  defer { fclose(file) }
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 1 << 16)
  while case let count = fread(&buffer, 1, buffer.count, file), count > 0 { bytes += buffer[..<count] }
  return bytes
}

/// Writes a file.
func write(_ bytes: [UInt8], to path: FilePath) {
  guard let file = fopen(path.string, "w") else { return }
  fwrite(bytes, 1, bytes.count, file)
  fclose(file)
}

/// What a download has told of its progress.
final class ProgressLog: Sendable {
  private let entries = Mutex<[(done: Int64, total: Int64?)]>([])

  func take(_ done: Int64, _ total: Int64?) { entries.withLock { $0.append((done, total)) } }

  var all: [(done: Int64, total: Int64?)] { entries.withLock { $0 } }
}
