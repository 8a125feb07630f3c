import Testing

@testable import ImageTree

@Suite struct ArchiveIndexesTests {
  private let answer = """
    main/binary-amd64/Packages /var/lib/apt/lists/mirror.example_debian_dists_bookworm_main_binary-amd64_Packages.lz4
    main/i18n/Translation-en /var/lib/apt/lists/mirror.example_debian_dists_bookworm_main_i18n_Translation-en
    Packages /var/lib/apt/lists/packages.example_core:_%5fstable_deb_Packages

    """

  private func release(_ digest: String, date: String = "today") -> String {
    """
    -----BEGIN PGP SIGNED MESSAGE-----
    Date: \(date)
    MD5Sum:
     0000 12 main/binary-amd64/Packages
    SHA256:
     1111 10 main/binary-amd64/Packages.xz
     \(digest) 12 main/binary-amd64/Packages
     2222 11 contrib/binary-amd64/Packages
    -----BEGIN PGP SIGNATURE-----

    """
  }

  private func states(_ main: String, flat: String = "SHA256:\n 3333 5 Packages.gz\n") -> [String: String] {
    ArchiveIndexes.states(answer) { name in
      switch name {
      case "mirror.example_debian_dists_bookworm_InRelease": main
      case "packages.example_core:_%5fstable_deb_Release": flat
      default: nil
      }
    }
  }

  @Test func `every archive has a state of its own, by its address`() {
    #expect(
      states(release("abcd")).keys.sorted() == [
        "mirror.example/debian/dists/bookworm", "packages.example/core:/_stable/deb",
      ])
    #expect(states(release("abcd")).values.allSatisfy { $0.count == 12 && $0.allSatisfy(\.isHexDigit) })
  }

  @Test func `a state changes with the lists that are used, and not with a new signature`() {
    let main = "mirror.example/debian/dists/bookworm"
    #expect(states(release("abcd"))[main] == states(release("abcd", date: "tomorrow"))[main])
    #expect(states(release("abcd"))[main] != states(release("abce"))[main])
    #expect(states(release("abcd"))[main] == states(release("abcd").replacing("2222", with: "4444"))[main])
  }

  @Test func `an archive that names no digests has no state`() {
    #expect(states("", flat: "").isEmpty)
  }

  @Test func `of a list the digest counts that it has when it is not compressed`() {
    #expect(ArchiveIndexes.listDigests(in: release("abcd"))["main/binary-amd64/Packages"] == "abcd")
    #expect(ArchiveIndexes.listDigests(in: "SHA256:\n 3333 5 Packages.gz\n") == ["Packages": "3333"])
  }
}
