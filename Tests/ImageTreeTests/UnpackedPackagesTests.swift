import Shell
import Storage
import SystemPackage
import TestSupport
import Testing

@testable import ImageTree

@Suite struct UnpackedPackagesTests {
  /// A cache of apt's with one package, and what stands in for a program that tells how often it was asked.
  private func withStandIn(_ program: String, _ body: (FilePath, FilePath) async throws -> Void) async throws {
    try await withTestDirectory { directory in
      for name in ["archives", "unpacked"] { try makeDirectories(directory.appending(name)) }
      try writeAtomically("package", to: directory.appending("archives/a_1.deb"))
      let real = directory.appending("real")
      try writeAtomically("#!/bin/sh\necho asked >>\(directory)/asked\n\(program)\n", to: real, mode: 0o755)
      let standIn = directory.appending("dpkg-deb")
      try writeAtomically(
        UnpackedPackages.standIn(program: real.string, cache: directory.string), to: standIn, mode: 0o755)
      try await body(directory, standIn)
    }
  }

  @Test func `a package is decompressed once, also where apt names a link to it`() async throws {
    try await withStandIn("echo \"files of $2\"") { (cache, standIn) async throws in
      let package = cache.appending("archives/a_1.deb")
      let link = cache.appending("00-a_1.deb")
      try makeLink(link, to: package.string)
      let first = try await run(Command([standIn.string, "--fsys-tarfile", package.string])).output
      let second = try await run(Command([standIn.string, "--fsys-tarfile", link.string])).output
      #expect(first == "files of \(package)\n")
      #expect(second == first)
      #expect(try readText(cache.appending("asked")) == "asked\n")
      #expect(try listDirectory(cache.appending("unpacked")).map(UnpackedPackages.isWhole) == [true])
    }
  }

  @Test(arguments: ["", "files of a"]) func `what is kept and damaged is decompressed anew, and kept again`(
    damaged: String
  ) async throws {
    try await withStandIn("echo \"files of $2\"") { (cache, standIn) async throws in
      let ask = Command([standIn.string, "--fsys-tarfile", cache.appending("archives/a_1.deb").string])
      let first = try await run(ask).output
      let names = try listDirectory(cache.appending("unpacked"))
      let kept = cache.appending("unpacked").appending(try #require(names.first))
      try writeAtomically(damaged, to: kept)
      #expect(try await run(ask).output == first)
      #expect(try listDirectory(cache.appending("unpacked")) == names)
      #expect(try readText(kept) == first)
      #expect(try readText(cache.appending("asked")) == "asked\nasked\n")
    }
  }

  @Test(arguments: ["--fsys-tarfile", "--control"])
  func `a damaged package fails as ever, and nothing of it is kept but a note`(word: String) async throws {
    try await withStandIn("echo half; exit 2") { (cache, standIn) async throws in
      let package = cache.appending("archives/a_1.deb").string
      await #expect(throws: CommandError.self) { try await run(Command([standIn.string, word, package])) }
      #expect(try listDirectory(cache.appending("unpacked")).map(UnpackedPackages.unreadable) == ["a_1.deb"])
    }
  }

  @Test func `whatever else is asked is passed on`() async throws {
    try await withStandIn("echo \"$@\"") { (cache, standIn) async throws in
      #expect(try await run(Command([standIn.string, "--control", "a", "b"])).output == "--control a b\n")
      #expect(
        try await run(Command([standIn.string, "--fsys-tarfile", "/x/a.deb"])).output == "--fsys-tarfile /x/a.deb\n")
      #expect(try listDirectory(cache.appending("unpacked")) == [])
    }
  }
}
