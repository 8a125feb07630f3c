import Glibc
import SystemPackage
import Testing
import Transfer

@Suite struct DownloadTests {
  private let size = 300_000

  @Test func `a file arrives whole and nothing stays beside it`() async throws {
    try await withDownloads { downloads async throws in
      let progress = ProgressLog()
      let count = try await downloads.downloader.download(downloads.request("file/300000")) { progress.take($0, $1) }
      #expect(count == 300_000)
      #expect(downloads.received() == FaultServer.content(size))
      #expect(downloads.names() == ["file"])
      #expect(progress.all.first?.total == 300_000)
      #expect(progress.all.last?.done == 300_000)
    }
  }

  @Test func `an empty file is a file`() async throws {
    try await withDownloads { downloads async throws in
      #expect(try await downloads.download("file/0") == 0)
      #expect(downloads.names() == ["file"])
    }
  }

  @Test func `a file on this machine is copied`() async throws {
    try await withDownloads { downloads async throws in
      let source = downloads.directory.appending("source")
      write(FaultServer.content(1000), to: source)
      let request = DownloadRequest(url: "file://\(source)", destination: downloads.destination)
      #expect(try await downloads.downloader.download(request) == 1000)
      #expect(downloads.received() == FaultServer.content(1000))
      let missing = DownloadRequest(url: "file:///nonexistent", destination: downloads.destination)
      await #expect(throws: TransferError.self) { try await downloads.downloader.download(missing) }
    }
  }

  @Test func `a missing file fails at once with its URL and a hint`() async throws {
    try await withDownloads { downloads async throws in
      let error = try #require(
        await #expect(throws: TransferError.self) { try await downloads.download("status:404/file/9") })
      #expect(error == .status(url: downloads.server.url("status:404/file/9"), status: 404, tries: 1))
      #expect(error.description.contains("HTTP status 404\nhint: check the version"))
      #expect(!downloads.names().contains("file"))
      #expect(try await downloads.requests().count == 1)
    }
  }

  @Test func `a server in trouble is asked again`() async throws {
    try await withDownloads { downloads async throws in
      #expect(try await downloads.download("status:503:2/file/1000") == 1000)
      #expect(downloads.received() == FaultServer.content(1000))
      #expect(try await downloads.requests().count == 3)
    }
  }

  @Test func `a server that stays in trouble is given up`() async throws {
    try await withDownloads(retries: 2) { downloads async throws in
      let error = try #require(
        await #expect(throws: TransferError.self) { try await downloads.download("status:500/file/9") })
      #expect(error == .status(url: downloads.server.url("status:500/file/9"), status: 500, tries: 3))
      #expect(error.description.contains("HTTP status 500 after 3 tries\nhint: "))
    }
  }

  @Test func `a server that says how long to wait is obeyed`() async throws {
    try await withDownloads { downloads async throws in
      let start = ContinuousClock.now
      #expect(try await downloads.download("status:429:1:1/file/10") == 10)
      #expect(ContinuousClock.now - start >= .seconds(1))
    }
  }

  @Test func `a body that is cut is gone on with where it ended`() async throws {
    try await withDownloads { downloads async throws in
      #expect(try await downloads.download("cut:2:100000/file/300000") == 300_000)
      #expect(downloads.received() == FaultServer.content(size))
      #expect(try await downloads.ranges() == ["-", "bytes=100000-", "bytes=200000-"])
    }
  }

  @Test func `a connection over which nothing comes is given up and made again`() async throws {
    try await withDownloads(stallSeconds: 1) { downloads async throws in
      #expect(try await downloads.download("stall:1:100000/file/300000") == 300_000)
      #expect(downloads.received() == FaultServer.content(size))
      #expect(try await downloads.ranges() == ["-", "bytes=100000-"])
    }
  }

  @Test func `another run goes on with what the first one left`() async throws {
    try await withDownloads(retries: 0) { downloads async throws in
      let path = "cut:1:100000/file/300000"
      let error = try #require(await #expect(throws: TransferError.self) { try await downloads.download(path) })
      #expect(error.description.contains("the next run goes on there"))
      #expect(downloads.names() == ["file.part", "file.part.from"])
      #expect(try await downloads.download(path) == 300_000)
      #expect(downloads.received() == FaultServer.content(size))
      #expect(downloads.names() == ["file"])
      #expect(try await downloads.ranges() == ["-", "bytes=100000-"])
    }
  }

  @Test func `a file that changed meanwhile is fetched from its beginning`() async throws {
    try await withDownloads { downloads async throws in
      #expect(try await downloads.download("changing/cut:1:100000/file/300000") == 300_000)
      #expect(downloads.received() == FaultServer.content(size, seed: 2))
    }
  }

  @Test(arguments: ["plain", "weak"])
  func `what cannot be gone on with safely is fetched from its beginning`(fault: String) async throws {
    try await withDownloads { downloads async throws in
      #expect(try await downloads.download("\(fault)/cut:1:100000/file/300000") == 300_000)
      #expect(downloads.received() == FaultServer.content(size))
      #expect(try await downloads.ranges() == ["-", "-"])
    }
  }

  @Test func `a part of another URL is not gone on with`() async throws {
    try await withDownloads(retries: 0) { downloads async throws in
      await #expect(throws: TransferError.self) { try await downloads.download("cut:1:1000/file/300000") }
      #expect(try await downloads.download("file/300000") == 300_000)
      #expect(downloads.received() == FaultServer.content(size))
      #expect(try await downloads.ranges() == ["-", "-"])
    }
  }

  @Test func `a server that sends another part than asked for cannot spoil the file`() async throws {
    try await withDownloads { downloads async throws in
      #expect(try await downloads.download("wrongrange/cut:1:1000/file/300000") == 300_000)
      #expect(downloads.received() == FaultServer.content(size))
    }
  }

  @Test func `a part that is whole already is recognised`() async throws {
    try await withDownloads { downloads async throws in
      write(FaultServer.content(1000), to: downloads.directory.appending("file.part"))
      let record = "\(downloads.server.url("file/1000"))\n\"1000-0\"\n"
      write(Array(record.utf8), to: downloads.directory.appending("file.part.from"))
      #expect(try await downloads.download("file/1000") == 1000)
      #expect(downloads.received() == FaultServer.content(1000))
      #expect(try await downloads.ranges() == ["bytes=1000-"])
    }
  }

  @Test func `a part that is longer than the file is thrown away`() async throws {
    try await withDownloads { downloads async throws in
      write(FaultServer.content(2000), to: downloads.directory.appending("file.part"))
      let record = "\(downloads.server.url("file/1000"))\n\"1000-0\"\n"
      write(Array(record.utf8), to: downloads.directory.appending("file.part.from"))
      #expect(try await downloads.download("file/1000") == 1000)
      #expect(downloads.received() == FaultServer.content(1000))
    }
  }

  @Test func `a redirection is followed`() async throws {
    try await withDownloads { downloads async throws in
      #expect(try await downloads.download("redirect/redirect/cut:1:10/file/1000") == 1000)
      #expect(downloads.received() == FaultServer.content(1000))
    }
  }

  @Test(arguments: ["ftp", "file"])
  func `a redirection to another protocol is refused at once`(protocol name: String) async throws {
    try await withDownloads { downloads async throws in
      let error = try #require(
        await #expect(throws: TransferError.self) { try await downloads.download("elsewhere:\(name)/file/1") })
      guard case .connection(_, _, tries: 1) = error else {
        Issue.record("\(error)")
        return
      }
      #expect(!downloads.names().contains("file"))
    }
  }

  @Test func `the right checksum is accepted and a wrong one leaves nothing`() async throws {
    try await withDownloads { downloads async throws in
      let right = ContentChecksum(.sha512, hex: "SHA512-of-1000")
      #expect(try await downloads.download("file/1000", expected: right) == 1000)
      unlink(downloads.destination.string)
      let wrong = ContentChecksum(.sha256, hex: "00ff")
      let error = try #require(
        await #expect(throws: TransferError.self) { try await downloads.download("file/1000", expected: wrong) })
      #expect(
        error
          == .checksumMismatch(
            url: downloads.server.url("file/1000"), expected: "00ff", actual: "sha256-of-1000"))
      #expect(downloads.names() == [])
    }
  }

  @Test func `a file that is there already stays until the new one is right`() async throws {
    try await withDownloads { downloads async throws in
      write([1, 2, 3], to: downloads.destination)
      let wrong = ContentChecksum(.sha256, hex: "00ff")
      await #expect(throws: TransferError.self) { try await downloads.download("file/10", expected: wrong) }
      #expect(downloads.received() == [1, 2, 3])
      #expect(try await downloads.download("file/10") == 10)
      #expect(downloads.received() == FaultServer.content(10))
    }
  }

  @Test func `a download can be cancelled while nothing comes, and keeps its part`() async throws {
    try await withDownloads(stallSeconds: 600) { downloads async throws in
      let request = downloads.request("stall:9:100000/file/300000")
      let downloader = downloads.downloader
      let task = Task { try await downloader.download(request) }
      while bytes(of: downloads.directory.appending("file.part")).count < 100_000 {
        try await Task.sleep(for: .milliseconds(5))
      }
      let start = ContinuousClock.now
      task.cancel()
      await #expect(throws: CancellationError.self) { try await task.value }
      // The limit on stalls would have ended it much later.
      #expect(ContinuousClock.now - start < .seconds(300))
      #expect(downloads.names() == ["file.part", "file.part.from"])
    }
  }

  @Test func `many downloads run at once`() async throws {
    try await withDownloads { downloads async throws in
      let (server, directory, downloader) = (downloads.server, downloads.directory, downloads.downloader)
      let total = try await withThrowingTaskGroup { group in
        for number in 1...20 {
          let destination = directory.appending("file\(number)")
          let request = DownloadRequest(url: server.url("file/\(number * 1000)"), destination: destination)
          group.addTask { try await downloader.download(request) }
        }
        return try await group.reduce(0, +)
      }
      #expect(total == 210_000)
    }
  }

  @Test func `a directory that is missing is an error about storing`() async throws {
    try await withDownloads { downloads async throws in
      let request = DownloadRequest(url: downloads.server.url("file/1"), destination: "/nonexistent/file")
      let error = try #require(
        await #expect(throws: TransferError.self) { try await downloads.downloader.download(request) })
      #expect(error == .storage(path: "/nonexistent/file.part", code: .noSuchFileOrDirectory))
    }
  }
}
