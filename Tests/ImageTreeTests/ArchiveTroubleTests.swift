import ImageTree
import Testing

@Suite struct ArchiveTroubleTests {
  private func trouble(_ lines: String...) -> ArchiveTrouble? { ArchiveTrouble(in: lines) }

  @Test func `an archive that does not answer is named with the reason`() {
    let found = trouble(
      "Err:1 http://127.0.0.1:9 bookworm InRelease",
      "  Could not connect to 127.0.0.1:9 (127.0.0.1). - connect (111: Connection refused)",
      "E: Failed to fetch http://127.0.0.1:9/dists/bookworm/InRelease  Could not connect to 127.0.0.1:9 (127.0.0.1). "
        + "- connect (111: Connection refused)",
      "E: setup-hook failed")
    #expect(found?.message.hasPrefix("the package archive does not answer: http://127.0.0.1:9/") == true)
    #expect(found?.message.hasSuffix("(111: Connection refused)") == true)
    #expect(found?.hint.contains("debian_mirror") == true)
  }

  @Test func `a file that the archive does not have is named, without the address that apt adds`() {
    let found = trouble(
      "E: Failed to fetch http://mirror.example/pool/a.deb  404  Not Found [IP: 192.0.2.1 80]",
      "E: Unable to fetch some archives, maybe run apt-get update or try with --fix-missing?")
    #expect(found?.message == "the package archive does not have http://mirror.example/pool/a.deb")
    #expect(found?.hint.hasPrefix("check debian_mirror (of Ubuntu, ubuntu_repo)") == true)
  }

  @Test func `an archive whose signature is not trusted is named, with where its key belongs`() {
    let found = trouble(
      "W: GPG error: http://mirror.example/extra ./ InRelease: The following signatures couldn't be verified because the "
        + "public key is not available: NO_PUBKEY 0E98404D386FA1D9",
      "E: The repository 'http://mirror.example/extra ./ InRelease' is not signed.")
    #expect(
      found?.message
        == "the signature of the package archive at http://mirror.example/extra is not one that the image trusts")
    #expect(found?.hint.contains("extra_repo_keys") == true && found?.isPassing == false)
  }

  @Test func `trouble of the server's and of the content are told apart`() {
    let busy = trouble("E: Failed to fetch http://m/dists/a/Release  503  Service Unavailable [IP: 127.0.0.1 80]")
    #expect(busy?.message == "the package archive answered http://m/dists/a/Release with HTTP status 503")
    #expect(busy?.hint.contains("try again later") == true && busy?.isPassing == true)
    let other = trouble("E: Failed to fetch http://m/pool/b.deb  Hash Sum mismatch", "   Hashes of expected file:")
    #expect(other?.message == "http://m/pool/b.deb is not what the archive's lists say")
    #expect(other?.isPassing == false)
    let early = trouble(
      "E: Release file for http://m/dists/a/InRelease is not valid yet (invalid for another 3d 1h). Updates wait.")
    #expect(early?.hint.contains("clock") == true)
    let absent = trouble("E: The repository 'http://m/debian a Release' does not have a Release file.")
    #expect(absent?.message == "there is no package archive at http://m/debian a Release")
  }

  @Test func `a package that is not there is named`() {
    let found = trouble("Reading state information...", "E: Unable to locate package no-such-package")
    #expect(found?.message == "the package archive has no package `no-such-package`")
  }

  @Test func `what is no trouble with an archive stays what it was`() {
    #expect(trouble("E: Sub-process /usr/bin/dpkg returned an error code (1)") == nil)
    #expect(trouble("Failed to fetch a cup of tea") == nil)
    #expect(trouble() == nil)
  }
}
