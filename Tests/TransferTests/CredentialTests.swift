import Glibc
import SystemPackage
import Testing
import Transfer

@Suite struct CredentialTests {
  @Test func `credentials come from a netrc file and headers are sent`() async throws {
    try await withDownloads { downloads async throws in
      let netrc = downloads.directory.appending("netrc")
      write(Array("machine 127.0.0.1 login me password secret\n".utf8), to: netrc)
      #expect(try await downloads.download("basic:me:secret/file/10", netrc: netrc) == 10)
      #expect(try await downloads.download("header:X-Token:abc/file/10", headers: ["X-Token": "abc"]) == 10)
    }
  }

  @Test func `without credentials the error says that they are wanted, at once`() async throws {
    try await withDownloads { downloads async throws in
      let error = try #require(
        await #expect(throws: TransferError.self) { try await downloads.download("basic:me:secret/file/10") })
      #expect(error.description.contains("HTTP status 401\nhint: the server wants credentials"))
      #expect(try await downloads.requests().count == 1)
    }
  }

  @Test func `no error tells user, password or query of a URL`() async throws {
    try await withDownloads(retries: 0) { downloads async throws in
      let host = downloads.server.url("").dropFirst("http://".count).dropLast()
      for path in ["status:404/file/1", "cut:1:1/file/9", "file/1"] {
        let request = DownloadRequest(
          url: "http://me:hidden@\(host)/\(path)?sig=hidden#hidden", destination: downloads.destination,
          expected: ContentChecksum(.sha256, hex: "00"))
        let error = try #require(
          await #expect(throws: TransferError.self) { try await downloads.downloader.download(request) })
        #expect(!error.description.contains("hidden") && !error.description.contains("me:"))
        #expect(error.description.contains("http://\(host)/\(path)?..."))
      }
    }
  }

  @Test func `nothing answers and the error says so`() async throws {
    let downloader = Downloader(retries: 1, pause: .milliseconds(1)) { _, _ in "" }
    let error = try #require(
      await #expect(throws: TransferError.self) { try await downloader.fetchText("http://127.0.0.1:1/x") })
    #expect(error.description.hasPrefix("cannot download http://127.0.0.1:1/x: "))
    #expect(error.description.contains("after 2 tries\nhint: check the network"))
  }
}
