import Testing
import Transfer

@Suite struct FetchTextTests {
  @Test func `a small text is fetched, and again if need be`() async throws {
    try await withDownloads { downloads async throws in
      let text = try await downloads.downloader.fetchText(downloads.server.url("status:503:1/cut:2:3/file/9"))
      #expect(Array(text.utf8).prefix(2) == [0, 7])
      #expect(try await downloads.requests().count == 3)
    }
  }

  @Test func `a text that is too large is refused at once`() async throws {
    try await withDownloads { downloads async throws in
      let url = downloads.server.url("file/2000000")
      await #expect(throws: TransferError.tooLarge(url: url, limit: 1 << 20)) {
        try await downloads.downloader.fetchText(url)
      }
      #expect(try await downloads.requests().count == 1)
    }
  }

  @Test(arguments: ["http://[", "gopher://127.0.0.1/x", ""])
  func `a URL that cannot work is not tried again`(url: String) async throws {
    let downloader = Downloader(retries: 3, pause: .seconds(60)) { _, _ in "" }
    let error = try #require(await #expect(throws: TransferError.self) { try await downloader.fetchText(url) })
    guard case .connection(_, _, tries: 1) = error else {
      Issue.record("\(error)")
      return
    }
  }
}
