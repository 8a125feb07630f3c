import Digests
import Shell
import Storage
import SystemPackage
import TestSupport
import Testing

@testable import ImageFormats

struct FormatTests {
  @Test func `checksums are lines of sha256sum in the order of names`() {
    let digest = contentDigest(of: "")
    let text = Checksums.text([("image.qcow2", digest.hex), ("SBOM", digest.hex)])
    #expect(text == "\(digest.hex)  SBOM\n\(digest.hex)  image.qcow2\n")
  }

  @Test(.enabled(if: findProgram("qemu-img") != nil), arguments: [Qcow2.Compression.none, .zlib, .zstd])
  func `the same disk gives the same qcow2, and gives itself back`(compression: Qcow2.Compression) async throws {
    try await withTestDirectory { directory in
      let raw = directory.appending("disk.raw")
      try makeDisk(raw)
      let files = [directory.appending("1.qcow2"), directory.appending("2.qcow2")]
      let words = try #require(EmbeddedDescription.encode("made of one thing and another"))
      for file in files {
        try await Qcow2.convert(raw, saying: words, to: file, compression: compression, scratch: scratch(in: directory))
      }
      #expect(try contentDigest(ofFile: files[0]) == contentDigest(ofFile: files[1]))
      let back = directory.appending("back.raw")
      _ = try await run(
        Command(["qemu-img", "convert", "-f", "qcow2", "-O", "raw", files[0].string, back.string]))
      #expect(try contentDigest(ofFile: back) != contentDigest(ofFile: raw))
      try EmbeddedDescription.write(words, to: raw)
      #expect(try contentDigest(ofFile: back) == contentDigest(ofFile: raw))
      #expect(try listDirectory(directory) == ["1.qcow2", "2.qcow2", "back.raw", "disk.raw", "scratch"])
    }
  }

  @Test(.enabled(if: findProgram("qemu-img") != nil)) func `a disk may lie far down`() async throws {
    try await withTestDirectory { directory in
      let folder = (0..<10).reduce(directory) { folder, _ in folder.appending(String(repeating: "d", count: 150)) }
      try makeDirectories(folder)
      let raw = folder.appending("disk.raw")
      try makeDisk(raw)
      let target = folder.appending("disk.qcow2")
      try await Qcow2.convert(raw, saying: [1], to: target, compression: .none, scratch: scratch(in: folder))
      #expect(fileExists(target))
    }
  }

  @Test func `one process after the other puts files into a folder`() async throws {
    try await withTestDirectory { directory in
      let folder = directory.appending("output")
      let crowd = Crowd()
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<8 {
          group.addTask {
            try await OutputFiles.whileLocking(folder) {
              await crowd.enter()
              try await Task.sleep(for: .milliseconds(2))
              await crowd.leave()
            }
          }
        }
        try await group.waitForAll()
      }
      #expect(await crowd.most == 1)
      #expect(try listDirectory(folder) == [])
    }
  }

  @Test(.enabled(if: findProgram("qemu-img") != nil)) func `a failed conversion leaves no file under its name`()
    async throws
  {
    try await withTestDirectory { directory in
      let target = directory.appending("disk.qcow2")
      await #expect(throws: CommandError.self) {
        try await Qcow2.convert(
          directory.appending("missing"), saying: [], to: target, compression: .none, scratch: scratch(in: directory))
      }
      #expect(!fileExists(target))
    }
  }

  private func scratch(in directory: FilePath) throws -> FilePath {
    let folder = directory.appending("scratch")
    try makeDirectories(folder)
    for name in try listDirectory(folder) { try removeTree(folder.appending(name)) }
    return folder
  }

  private func makeDisk(_ path: FilePath) throws {
    let file = try FileDescriptor.open(
      path, .writeOnly, options: [.create, .truncate], permissions: [.ownerReadWrite])
    try file.closeAfter {
      try file.resize(to: 64 << 20)
      for index: Int64 in 0..<20 {
        try file.writeAll(
          toAbsoluteOffset: index * 3_000_000, [UInt8](repeating: UInt8(index + 1), count: 100_000))
      }
    }
  }
}

/// How many there were at once.
private actor Crowd {
  private var now = 0
  private(set) var most = 0

  func enter() {
    now += 1
    most = max(most, now)
  }

  func leave() { now -= 1 }
}
