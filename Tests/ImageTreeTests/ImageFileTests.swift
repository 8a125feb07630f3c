import ImageSandbox
import ImageTree
import Shell
import Storage
import SystemPackage
import Testing

@Suite struct ImageFileTests {
  @Test func `a replaced text keeps the file's mode, and one that is missing is an error`() async throws {
    try await withImage { image, _ in
      try await image.write("a=1\nb=1\n", to: "/etc/settings", mode: 0o640)
      try await image.replace("=1", with: "=2", in: "/etc/settings")
      #expect(try await image.read("/etc/settings") == "a=2\nb=2\n")
      #expect(try await image.facts("/etc/settings")?.mode == 0o640)
      let error = await #expect(throws: ImageError.self) { () async throws in
        try await image.replace("c=1", with: "", in: "/etc/settings")
      }
      #expect(error?.description == "/etc/settings does not hold `c=1`")
    }
  }

  @Test func `an archive of the host is unpacked where links of the image lead, as root's`() async throws {
    try await withImage { image, store in
      let tree = store.appending("tree")
      try makeDirectories(tree.appending("release-1/bin"))
      try writeAtomically("one", to: tree.appending("release-1/bin/one"), mode: 0o755)
      try writeAtomically("two", to: tree.appending("release-1/two"))
      let archive = store.appending("release.tar.gz")
      _ = try await Shell.run(
        Command([
          "tar", "--create", "--gzip", "--file=\(archive)", "--directory=\(tree)", "--owner=1234", "release-1",
        ]))
      try await image.link("/usr/local", to: "/opt/local")
      try await image.makeDirectory("/opt/local")
      try await image.unpack(archive, into: "/usr/local", stripping: 1)
      #expect(try await image.list("/opt/local") == ["bin", "two"])
      let facts = try #require(try await image.facts("/opt/local/bin/one"))
      #expect(facts.mode == 0o755 && facts.owner == 0)
      try await image.unpack(archive, into: "/srv/some", only: ["*/two"])
      #expect(try await image.list("/srv/some/release-1") == ["two"])
    }
  }

  @Test func `a supply is reached by its name, if the step declares it`() async throws {
    try await withImage(supplies: ["runc": "/supplies/runc"]) { (image, _) async throws in
      #expect(try image.supply("runc") == "/supplies/runc")
      let error = #expect(throws: ImageError.self) { try image.supply("crictl") }
      #expect(error?.description.contains("`crictl`") == true)
      #expect(error?.hint == "declared: runc")
    }
  }

  @Test func `architectures have the names that others give them`() {
    #expect(Architecture.allCases.map(\.kernelName) == ["x86_64", "aarch64"])
    #expect(Architecture.allCases.map(\.debianName) == ["amd64", "arm64"])
  }
}
