import ImageSandbox
import Shell
import Storage
import SystemPackage
import Testing

@testable import ImageSandbox

@Suite struct ProbeTests {
  @Test func `a store on a local disk holds sandboxes, and the probe leaves nothing`() async throws {
    try await withStore { store in
      try await Sandbox.probe(store: store.directory, program: fixture)
      #expect(try listDirectory(store.directory) == ["base"])
    }
  }

  @Test func `a probe removes what a killed one left`() async throws {
    try await withStore { store in
      try makeDirectories(store.directory.appending("probe.killed/upper"))
      try await Sandbox.probe(store: store.directory, program: fixture)
      #expect(try listDirectory(store.directory) == ["base"])
    }
  }

  @Test func `a sandbox that ends before it is asked is heard all the same`() async throws {
    try await withStore { store in
      let folder = store.directory
      let last = SandboxReply.failed(message: "not on this machine", hint: "take another", code: 4)
      try writeAtomically(try Frame.encode(last), to: folder.appending("last"))
      let script = "exec <&-; touch deaf; cat last; exit 0"
      try await withConversation(Command(["sh", "-c", script], directory: folder)) { conversation in
        while !fileExists(folder.appending("deaf")) { try await Task.sleep(for: .milliseconds(2)) }
        let session = SandboxSession(conversation: conversation, plan: store.plan())
        let error = await #expect(throws: SandboxError.self) { try await session.begin() }
        #expect(error?.message == "not on this machine" && error?.hint == "take another")
      }
    }
  }

  @Test func `files of subordinate ids can be removed`() async throws {
    try await withStore { store in
      _ = try await store.seal { session in
        try await session.write([], to: "/srv/closed/file")
        try await session.setOwner("/srv/closed", user: 1000, group: 1000)
        try await session.setMode("/srv/closed", 0)
      }
      try await Sandbox.removeTree(store.directory.appending("upper"), program: fixture)
      #expect(!fileExists(store.directory.appending("upper")))
    }
  }

  @Test func `subordinate ids of several lines add up to what an image needs`() {
    let lines: [Substring] = ["other:1:65536", "me:100000:1000", "# me:1:1", "1000:200000:100000", "me:9:9"]
    let ranges = IdentifierMap.subordinateRanges(lines, name: "me", user: 1000)
    #expect(
      ranges == [
        IdentifierMap.Range(inside: 1, outside: 100_000, count: 1000),
        IdentifierMap.Range(inside: 1001, outside: 200_000, count: 64535),
      ])
    #expect(IdentifierMap.subordinateRanges(["me:100000:65534"], name: "me", user: 1000) == nil)
    #expect(IdentifierMap.subordinateRanges(["me:x:65535", "you:1:65535"], name: "me", user: 1000) == nil)
  }

  @Test func `a root that has all ids in several ranges may build, one that has fewer may not`() {
    let ranges = [(0, 0, 1), (1, 1, 65535)].map { IdentifierMap.Range(inside: $0, outside: $1, count: $2) }
    #expect(IdentifierMap.isComplete(ranges))
    #expect(!IdentifierMap.isComplete([ranges[0]]))
    #expect(!IdentifierMap.isComplete([ranges[1]]))
  }
}
