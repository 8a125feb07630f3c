public import SystemPackage

/// Fetches files, and does not give up at once.
public struct Downloader: Sendable {
  /// Computes a file's digest as hexadecimal digits; blocks.
  public typealias Digest = @Sendable (FilePath, ContentChecksum.Algorithm) throws -> String

  private let retries: Int
  private let stallSeconds: Int
  private let pause: Duration
  private let proxies: [String: String]
  private let authorities: FilePath?
  private let digest: Digest

  /// A downloader that tries again `retries` times after the first try, not counting tries that brought something,
  /// waits `pause` before the second try and twice as long before each further one, and gives up a connection over
  /// which nothing came for `stallSeconds`.
  ///
  /// `proxies` are the addresses of proxies, which may hold passwords, by the names `http_proxy` and `https_proxy`, and
  /// the hosts that are reached without by the name `no_proxy`; those of this process' environment do not count.
  /// `authorities` is a file of certificates that are trusted beside the system's.
  public init(
    retries: Int = 5, stallSeconds: Int = 30, pause: Duration = .seconds(1), proxies: [String: String] = [:],
    authorities: FilePath? = nil, digest: @escaping Digest
  ) {
    self.retries = retries
    self.stallSeconds = stallSeconds
    self.pause = pause
    self.proxies = proxies
    self.authorities = authorities
    self.digest = digest
  }

  /// Fetches a file, going on with what an earlier try or run has left, and returns its size in bytes.
  ///
  /// `onProgress` is told the bytes so far and the size, if it is known, about ten times a second. The destination
  /// appears, or is replaced, only when all has come and its checksum is right. Two downloads to one destination must
  /// not run at the same time. Throws `TransferError`, what the digest throws, and `CancellationError`.
  public func download(
    _ request: DownloadRequest,
    onProgress: @escaping @Sendable (_ done: Int64, _ total: Int64?) -> Void = { _, _ in }
  ) async throws -> Int64 {
    try await retrying(request.url) { flag throws(AttemptFailure) in
      try receive(request, flag, onProgress)
    }
    return try await runBlocking { _ in try accept(request) }
  }

  /// Fetches a small text, such as a checksum file; throws `TransferError`, also for more than 1 MiB, and
  /// `CancellationError`.
  public func fetchText(_ url: String, headers: [String: String] = [:], netrc: FilePath? = nil) async throws -> String {
    let answer = try await ask(url, headers: headers, netrc: netrc)
    return String(decoding: answer.bytes, as: UTF8.self)
  }

  /// Asks for something small and returns the whole answer, also one whose status is among `accepting`, such as 401 with
  /// what it wants to be told; throws as `fetchText` does.
  public func ask(
    _ url: String, headers: [String: String] = [:], netrc: FilePath? = nil, accepting: Set<Int> = []
  ) async throws -> Answer {
    let limit = 1 << 20
    return try await retrying(url) { flag throws(AttemptFailure) in
      var bytes: [UInt8] = []
      let exchange = Exchange(
        flag: flag, stallSeconds: stallSeconds, onHead: { _ in },
        onBody: { piece throws(AttemptFailure) in
          guard bytes.count + piece.count <= limit else {
            throw AttemptFailure(cause: .tooLarge(limit: limit), isTransient: false)
          }
          bytes.append(contentsOf: piece)
        })
      let (head, retryAfter) = try exchange.perform(
        url: url, headers: headers, netrc: netrc, proxies: proxies, authorities: authorities)
      guard head.hasContent || accepting.contains(head.status) else {
        throw .status(head.status, retryAfter: retryAfter)
      }
      return Answer(status: head.status, fields: head.fields, bytes: bytes)
    }
  }

  /// Tries until it works or there is no hope.
  private func retrying<T: Sendable>(
    _ url: String, _ attempt: @escaping @Sendable (CancelFlag) throws(AttemptFailure) -> T
  ) async throws -> T {
    var tries = 0
    var failures = 0
    var farthest: Int64 = 0
    while true {
      try Task.checkCancellation()
      tries += 1
      do {
        return try await runBlocking { flag in try attempt(flag) }
      } catch let failure as AttemptFailure {
        failures += 1
        // A try that got farther than all before it does not count: a large file may come in many pieces.
        if failure.size >= farthest + (1 << 20) {
          farthest = failure.size
          failures = 1
        }
        guard failure.isTransient, failures <= retries else { throw failure.error(url: url, tries: tries) }
        // A server may ask for an hour; who waits for an image would rather hear of it.
        let wait = min(failure.retryAfter ?? pause * (1 << min(failures - 1, 5)), .seconds(60))
        try await Task.sleep(for: wait * Double.random(in: 1...1.25))
      }
    }
  }

  /// One try to complete the part; blocks.
  private func receive(
    _ request: DownloadRequest, _ flag: CancelFlag, _ onProgress: @escaping @Sendable (Int64, Int64?) -> Void
  ) throws(AttemptFailure) {
    let part = try PartFile(destination: request.destination)
    let offset = part.size
    var headers = request.headers
    if let validator = part.validator(for: request.url) {
      headers["Range"] = "bytes=\(offset)-"
      headers["If-Range"] = validator
    }
    let progress = ProgressMeter(onProgress)
    let exchange = Exchange(
      flag: flag,
      stallSeconds: stallSeconds,
      onHead: { head throws(AttemptFailure) in
        if head.status != 206 {
          try part.restart(url: request.url, validator: head.validator)
        } else if head.contentRange.start != offset {
          // Not the part that was asked for: nothing here can be trusted.
          part.discard()
          throw AttemptFailure(cause: .connection("the server sent another part than asked for"), isTransient: true)
        }
        progress.begin(done: part.size, total: head.totalSize)
      },
      onBody: { bytes throws(AttemptFailure) in
        try part.append(bytes)
        progress.update(done: part.size)
      })
    do throws(AttemptFailure) {
      let (head, retryAfter) = try exchange.perform(
        url: request.url, headers: headers, netrc: request.netrc, proxies: proxies, authorities: authorities)
      switch head.status {
      case 416 where headers["Range"] != nil:
        // All had come before: a run was stopped just then. Otherwise the part is longer than the file.
        if head.contentRange.total == offset { break }
        part.discard()
        throw AttemptFailure(cause: .status(416), isTransient: true)
      case _ where head.hasContent:
        break
      default:
        throw AttemptFailure.status(head.status, retryAfter: retryAfter)
      }
      progress.finish(done: part.size)
    } catch {
      var failure = error
      failure.size = part.size
      throw failure
    }
  }

  /// Checks the part and gives it its name; returns its size. Blocks.
  private func accept(_ request: DownloadRequest) throws -> Int64 {
    do {
      let part = try PartFile(destination: request.destination)
      if let expected = request.expected {
        let actual = try digest(part.path, expected.algorithm).lowercased()
        guard actual == expected.hex else {
          part.discard()
          throw TransferError.checksumMismatch(
            url: printableURL(request.url), expected: expected.hex, actual: actual)
        }
      }
      try part.finish()
      return part.size
    } catch let failure as AttemptFailure {
      throw failure.error(url: request.url, tries: 1)
    }
  }
}
