import CCurl
import SystemPackage

/// One request and its answer by libcurl; blocks.
final class Exchange {
  /// The answer's head as far as it has come.
  private(set) var head = ResponseHead()

  private let flag: CancelFlag
  private let onHead: (ResponseHead) throws(AttemptFailure) -> Void
  private let onBody: (UnsafeRawBufferPointer) throws(AttemptFailure) -> Void
  private var hasBegun = false
  private var failure: AttemptFailure?
  private let stallSeconds: Int
  private var lastProgress = (received: Int64(0), time: ContinuousClock.now)

  /// An exchange; `onHead` is called once before the first bytes of the file, `onBody` with all of them.
  ///
  /// The bodies of answers that are not the file are dropped. What the two throw ends the exchange, and so does a
  /// connection over which nothing comes for `stallSeconds`.
  init(
    flag: CancelFlag,
    stallSeconds: Int,
    onHead: @escaping (ResponseHead) throws(AttemptFailure) -> Void,
    onBody: @escaping (UnsafeRawBufferPointer) throws(AttemptFailure) -> Void
  ) {
    self.flag = flag
    self.stallSeconds = stallSeconds
    self.onHead = onHead
    self.onBody = onBody
  }

  /// Sends the request and receives the answer, whatever its status. The error is transient if the network's.
  func perform(
    url: String, headers: [String: String], netrc: FilePath?, proxies: [String: String], authorities: FilePath? = nil
  ) throws(AttemptFailure) -> (head: ResponseHead, retryAfter: Duration?) {
    _ = Self.library
    // curl's own words are better than the code's. The buffer must outlive the handle.
    let words = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))
    words.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    defer { words.deallocate() }
    guard let handle = curl_easy_init() else {
      throw AttemptFailure(cause: .connection("libcurl cannot be set up"), isTransient: false)
    }
    defer { curl_easy_cleanup(handle) }
    var lines: UnsafeMutablePointer<curl_slist>?
    for (name, value) in headers.sorted(by: { $0.key < $1.key }) {
      lines = curl_slist_append(lines, "\(name): \(value)")
    }
    defer { curl_slist_free_all(lines) }
    ccurl_set_list(handle, CURLOPT_HTTPHEADER, lines)
    configure(handle, url: url, netrc: netrc)
    let protocolName = url.prefix { $0 != ":" }.lowercased()
    // An empty text keeps libcurl from asking the environment.
    ccurl_set_text(handle, CURLOPT_PROXY, proxies["\(protocolName)_proxy"] ?? "")
    ccurl_set_text(handle, CURLOPT_NOPROXY, proxies["no_proxy"] ?? "")
    // The system's directory of certificates counts beside this file.
    if let authorities { ccurl_set_text(handle, CURLOPT_CAINFO, authorities.string) }
    ccurl_set_pointer(handle, CURLOPT_ERRORBUFFER, words)

    let code = withExtendedLifetime(self) { curl_easy_perform(handle) }
    if flag.isSet { throw AttemptFailure(cause: .cancelled, isTransient: false) }
    if let failure { throw failure }
    guard code == CURLE_OK else {
      let reason = words.pointee == 0 ? String(cString: curl_easy_strerror(code)) : String(cString: words)
      throw AttemptFailure(cause: .connection(reason), isTransient: Self.isTransient(code))
    }
    if !hasBegun && head.hasContent { try onHead(head) }
    let seconds = ccurl_retry_after(handle)
    return (head, seconds > 0 ? .seconds(seconds) : nil)
  }

  private func configure(_ handle: UnsafeMutableRawPointer, url: String, netrc: FilePath?) {
    ccurl_set_text(handle, CURLOPT_URL, url)
    ccurl_set_text(handle, CURLOPT_USERAGENT, "image-builder")
    ccurl_set_text(handle, CURLOPT_PROTOCOLS_STR, "https,http,file")
    ccurl_set_text(handle, CURLOPT_REDIR_PROTOCOLS_STR, "https,http")
    ccurl_set_long(handle, CURLOPT_FOLLOWLOCATION, 1)
    ccurl_set_long(handle, CURLOPT_MAXREDIRS, 10)
    ccurl_set_long(handle, CURLOPT_NOSIGNAL, 1)
    ccurl_set_long(handle, CURLOPT_CONNECTTIMEOUT, stallSeconds)
    if let netrc {
      ccurl_set_long(handle, CURLOPT_NETRC, Int(CURL_NETRC_OPTIONAL.rawValue))
      ccurl_set_text(handle, CURLOPT_NETRC_FILE, netrc.string)
    }
    let context = Unmanaged.passUnretained(self).toOpaque()
    ccurl_set_pointer(handle, CURLOPT_HEADERDATA, context)
    ccurl_set_receiver(handle, CURLOPT_HEADERFUNCTION) { bytes, _, count, context in
      let line = String(decoding: UnsafeRawBufferPointer(start: bytes, count: count), as: UTF8.self)
      Unmanaged<Exchange>.fromOpaque(context).takeUnretainedValue().head.take(line)
      return count
    }
    ccurl_set_pointer(handle, CURLOPT_WRITEDATA, context)
    ccurl_set_receiver(handle, CURLOPT_WRITEFUNCTION) { bytes, _, count, context in
      let exchange = Unmanaged<Exchange>.fromOpaque(context).takeUnretainedValue()
      return exchange.receive(UnsafeRawBufferPointer(start: bytes, count: count)) ? count : 0
    }
    ccurl_set_pointer(handle, CURLOPT_XFERINFODATA, context)
    ccurl_set_long(handle, CURLOPT_NOPROGRESS, 0)
    ccurl_set_progress(handle) { context, _, received, _, _ in
      Unmanaged<Exchange>.fromOpaque(context).takeUnretainedValue().mayGoOn(received: Int64(received)) ? 0 : 1
    }
  }

  /// Whether to go on; libcurl asks at least once a second.
  ///
  /// Its own limit of speed is not used: it looks at an average, so that a stall is noticed 5 s late.
  private func mayGoOn(received: Int64) -> Bool {
    let now = ContinuousClock.now
    if received != lastProgress.received { lastProgress = (received, now) }
    if now - lastProgress.time >= .seconds(stallSeconds) {
      failure = AttemptFailure(cause: .connection("nothing came for \(stallSeconds) s"), isTransient: true)
    }
    return !flag.isSet && failure == nil
  }

  /// Takes a piece of a body; whether to go on.
  private func receive(_ bytes: UnsafeRawBufferPointer) -> Bool {
    guard head.hasContent else { return true }
    do throws(AttemptFailure) {
      if !hasBegun {
        hasBegun = true
        try onHead(head)
      }
      try onBody(bytes)
      return true
    } catch {
      failure = error
      return false
    }
  }

  /// libcurl wants to be set up once, before the first thread uses it.
  private static let library: Void = {
    _ = curl_global_init(Int(CURL_GLOBAL_DEFAULT))
  }()

  /// Whether the network may be to blame. The others stay as they are, however often they are tried.
  private static func isTransient(_ code: CURLcode) -> Bool {
    switch code {
    case CURLE_UNSUPPORTED_PROTOCOL, CURLE_URL_MALFORMAT, CURLE_FAILED_INIT, CURLE_FILE_COULDNT_READ_FILE,
      CURLE_TOO_MANY_REDIRECTS, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE, CURLE_OUT_OF_MEMORY:
      false
    default:
      true
    }
  }
}
