import TestSupport
import Testing
import Transfer

/// The server stands for a proxy here: it is asked for whole addresses.
@Suite struct ProxyTests {
  @Test func `a download goes through the proxy for its protocol, with the proxy's password`() async throws {
    try await withDownloads { fixture in
      let proxy = fixture.server.address.replacing("http://", with: "http://name:password@")
      let downloader = Downloader(retries: 0, proxies: ["http_proxy": proxy, "https_proxy": "http://127.0.0.1:1"]) {
        _, _ in ""
      }
      let text = try await downloader.fetchText(
        "http://example.invalid/\(fixture.server.part)/proxy:name:password/file/10")
      #expect(text.utf8.count == 10)
    }
  }

  @Test func `hosts that are excepted are reached without the proxy`() async throws {
    try await withDownloads { fixture in
      let downloader = Downloader(retries: 0, proxies: ["http_proxy": "http://127.0.0.1:1", "no_proxy": "127.0.0.1"]) {
        _, _ in ""
      }
      let text = try await downloader.fetchText(fixture.server.url("file/10"))
      #expect(text.utf8.count == 10)
    }
  }

  @Test func `a proxy that turns a download away is told without its password`() async throws {
    try await withDownloads { fixture in
      let proxy = fixture.server.address.replacing("http://", with: "http://name:wrong-one@")
      let downloader = Downloader(retries: 0, proxies: ["http_proxy": proxy]) { _, _ in "" }
      let error = await #expect(throws: TransferError.self) { () async throws in
        try await downloader.fetchText("http://example.invalid/\(fixture.server.part)/proxy:name:password/file/10")
      }
      #expect(error?.description.contains("407") == true)
      #expect(error?.description.contains("wrong-one") == false)
    }
  }
}
