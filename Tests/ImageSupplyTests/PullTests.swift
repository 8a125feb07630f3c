import BuildSites
import Storage
import SystemPackage
import Testing
import TestSupport
import Transfer

@testable import ImageSupply

/// Images of containers out of a registry.
@Suite struct PullTests {
  @Test func `an image comes for one architecture, under its name and the digest that its registry knows it by`()
    async throws
  {
    try await withRegistry { mirror, folder in
      let digest = try await pull("usual/coredns/coredns:v1.10.1", from: mirror, in: folder)
      let index = try readText(folder.appending("layout/index.json"))
      #expect(index.contains("\"io.containerd.image.name\":\"127.0.0.1:\(mirror.port)/usual/coredns/coredns:v1.10.1\""))
      #expect(index.contains("\"digest\":\"\(digest)\""))
      #expect(index.contains("manifest.list.v2+json"))
      // The index, the manifest, the configuration and two layers.
      let blobs = try listDirectory(folder.appending("layout/blobs/sha256"))
      #expect(blobs.count == 5)
      try await shell(
        "cd blobs/sha256 && for file in *; do echo $file  $file; done | sha256sum -c", in: folder.appending("layout"))

      // By its digest it is the same, and the pool has all of it.
      try mirror.fail("usual", "/blobs/", "404")
      let again = try await pull("usual/coredns/coredns@\(digest)", from: mirror, in: folder, to: "again")
      #expect(again == digest)
    }
  }

  @Test(arguments: ["503", "cut", "redirect", "slow", "lie"])
  func `a registry that recovers is all that a pull needs, and one that lies is found out`(fault: String) async throws {
    try await withRegistry { mirror, folder in
      try mirror.fail("usual", "/blobs/", fault, times: 1)
      if fault == "lie" {
        await #expect(throws: TransferError.self) { try await pull("usual/pause:3.10", from: mirror, in: folder) }
      }
      let digest = try await pull("usual/pause:3.10", from: mirror, in: folder, to: "after")
      #expect(digest.hasPrefix("sha256:"))
    }
  }

  @Test func `a registry that wants a login gets it, and nothing of it is kept`() async throws {
    try await withRegistry { mirror, folder in
      let refused = await #expect(throws: (any Error).self) {
        try await pull("closed/pause:3.10", from: mirror, in: folder)
      }
      #expect("\(try #require(refused))".contains("hint: "))
      // user:secret
      let file = folder.appending("config.json")
      let login = "dXNlcjpzZWNyZXQ="
      try writeAtomically("{\"auths\": {\"127.0.0.1:\(mirror.port)\": {\"auth\": \"\(login)\"}}}", to: file)
      let logins = try registryLogins(inFile: file)
      _ = try await pull("closed/pause:3.10", from: mirror, in: folder, logins: logins, to: "open")
      try removeTree(file)
      #expect(try await shell("grep -rlE 'secret|\(login)|Bearer' . || true", in: folder.appending("open")) == "")
    }
  }

  private static let digest = "sha256:\(String(repeating: "ab", count: 32))"

  @Test func `an image that is not there is an error that names it`() async throws {
    try await withRegistry { mirror, folder in
      let error = await #expect(throws: SupplyError.self) {
        try await pull("usual/pause:0", from: mirror, in: folder)
      }
      #expect(error?.message.contains("/usual/pause:0 cannot be pulled") == true)
      let foreign = await #expect(throws: SupplyError.self) {
        try await pull("usual/pause:3.10", from: mirror, in: folder, architecture: "riscv64")
      }
      #expect(foreign?.message.contains("is not there for riscv64") == true)
    }
  }

  @Test func `a mirror is asked before the registry, which has what the mirror lacks or is too ill to give`()
    async throws
  {
    try await withRegistry { mirror, folder in
      let registry = "127.0.0.1:\(mirror.port)"
      func pull(
        _ name: String, mirrors: [String: String] = [:], rewrites: [String: String] = [:], to layout: String
      ) async throws -> String {
        try await pullImage(
          ImageReference(name), for: "amd64",
          by: RegistryAccess(
            plain: [registry], mirrors: try mirrors.mapValues { try RegistryMirror($0) }, rewrites: Rewrites(rewrites)),
          pool: folder.appending("pool"), into: folder.appending(layout))
      }
      // Nobody answers by the registry's own name.
      let mirrors = ["registry.invalid": "http://\(registry)/usual"]
      let digest = try await pull("registry.invalid/pause:3.10", mirrors: mirrors, to: "mirrored")
      #expect(try readText(folder.appending("mirrored/index.json")).contains("\"registry.invalid/pause:3.10\""))
      let every = ["_default": "http://\(registry)/usual"]
      #expect(try await pull("other.invalid/pause:3.10", mirrors: every, to: "every") == digest)
      let rewrites = ["https://registry.invalid/v2": "http://\(registry)/v2/usual"]
      #expect(try await pull("registry.invalid/pause:3.10", rewrites: rewrites, to: "rewritten") == digest)
      // The mirror named here has no such image, and the registry has.
      let empty = [registry: "http://\(registry)/empty/nothing"]
      #expect(try await pull("\(registry)/usual/pause:3.10", mirrors: empty, to: "passed") == digest)
      let error = await #expect(throws: SupplyError.self) {
        try await pull("\(registry)/usual/absent:1", mirrors: empty, to: "absent")
      }
      #expect(error?.message.ranges(of: "cannot be pulled").count == 2, "\(error?.message ?? "")")
    }
  }

  @Test(arguments: [
    ("https://mirror.example", "https://mirror.example/v2", false), ("http://m:5000/", "http://m:5000/v2", false),
    ("https://mirror.example/k8s/", "https://mirror.example/v2/k8s", true),
  ])
  func `a mirror's path stands before the names of its images`(text: String, address: String, hasPath: Bool) throws {
    let mirror = try RegistryMirror(text)
    #expect(mirror.address == address && mirror.hasPath == hasPath)
  }

  @Test(arguments: [
    "mirror.example", "https://", "ftp://m", "https://u:p@m", "https://m/v2/a", "https://m/a b", "https://m/\"x",
  ])
  func `what is no address of a mirror is refused`(text: String) {
    #expect(throws: SupplyError.self) { try RegistryMirror(text) }
  }

  @Test(arguments: [
    ("pause", "docker.io/library/pause:latest"), ("some/pause:1", "docker.io/some/pause:1"),
    ("registry.k8s.io/pause:3.10", "registry.k8s.io/pause:3.10"),
    ("localhost:5000/a/b", "localhost:5000/a/b:latest"),
    ("example.com/a:1@\(Self.digest)", "example.com/a@\(Self.digest)"),
  ])
  func `a name of an image is read as containerd reads it`(text: String, whole: String) throws {
    #expect("\(try ImageReference(text))" == whole)
  }

  @Test(arguments: [
    "", "a b", "example.com/", "example.com/../a", "example.com/a@", "example.com/a\n:1", "a@b", "a@b/c",
    "a@sha256:ab", "a:b:c", "example.com//a",
  ])
  func `what is no name of an image is refused`(text: String) {
    #expect(throws: SupplyError.self) { try ImageReference(text) }
  }

  @Test(arguments: [
    #"{"auths": {"a.example": {"auth": "dTpw\r\nHost: b"}}}"#, #"{"auths": {"a.example": {"auth": "u p"}}}"#,
  ])
  func `a login that would begin another header is refused`(text: String) {
    let error = #expect(throws: SupplyError.self) { try registryLogins(in: text) }
    #expect(error?.message.contains("a.example") == true)
  }

  @Test(arguments: [
    (#"{"token": "abc"}"#, "abc"), (#"{"access_token": "abc"}"#, "abc"), (#"{"token": "a\r\nX: y"}"#, nil),
    (#"{"token": ""}"#, nil), ("{}", nil),
  ])
  func `a token is one word`(text: String, token: String?) {
    #expect(tokenAnswer(text) == token)
  }

  @Test func `who has no token is sent to an address of HTTP alone`() {
    #expect(TokenQuestion(#"Bearer realm="https://a/token",scope="x y""#)?.url == "https://a/token?scope=x%20y")
    for realm in ["httpx://a", "file:///a", "https://a b", "https://a\u{7F}"] {
      #expect(TokenQuestion("Bearer realm=\"\(realm)\"") == nil)
    }
  }

  private func withRegistry(_ body: (Mirror, FilePath) async throws -> Void) async throws {
    try await withTestDirectory { folder in
      try await Mirror.with(folder.appending("mirror"), filledBy: "releases.py", ["v1.30.0"]) { mirror in
        try await body(mirror, folder)
      }
    }
  }

  @discardableResult
  private func pull(
    _ name: String, from mirror: Mirror, in folder: FilePath, architecture: String = "amd64",
    logins: [String: String] = [:], to layout: String = "layout"
  ) async throws -> String {
    let registry = "127.0.0.1:\(mirror.port)"
    return try await pullImage(
      ImageReference("\(registry)/\(name)"), for: architecture,
      by: RegistryAccess(logins: logins, plain: [registry]), pool: folder.appending("pool"),
      into: folder.appending(layout))
  }
}
