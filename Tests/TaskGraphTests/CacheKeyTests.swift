import Digests
import FoundationEssentials
import TaskGraph
import Testing

@Suite struct `A cache key` {
  private let fields = [
    KeyField(.variable, "kubernetes_semver", "v1.36.1", origin: "vars/user.yaml:1"),
    KeyField(.code, "", "abc"),
    KeyField(.architecture, "", "amd64"),
  ]

  @Test func `is frozen: whoever changes its encoding must mean to drop every cache`() {
    #expect(
      CacheKey(fields: fields).hash.hex == "fabf53d9eb2237f339f6d2ccfb57a37ad728b268870c65407bb9f56a19cdfa71")
  }

  @Test func `that was read from a file is genuine only with the hash of its fields`() throws {
    let text = String(decoding: try JSONEncoder().encode(CacheKey(fields: fields)), as: UTF8.self)
    func read(_ text: String) throws -> CacheKey { try JSONDecoder().decode(CacheKey.self, from: Data(text.utf8)) }
    #expect(try read(text).isGenuine)
    #expect(try read(text.replacing("amd64", with: "arm64")).isGenuine == false)
  }

  @Test func `does not depend on the order of its fields`() {
    #expect(CacheKey(fields: fields).hash == CacheKey(fields: fields.reversed()).hash)
  }

  @Test func `does not depend on where a value was set`() {
    let elsewhere = [KeyField(.variable, "kubernetes_semver", "v1.36.1", origin: "other.yaml:7")] + fields.dropFirst()
    #expect(CacheKey(fields: fields).hash == CacheKey(fields: elsewhere).hash)
  }

  @Test(arguments: [
    ([KeyField(.variable, "a", "bc")], [KeyField(.variable, "ab", "c")]),
    ([KeyField(.variable, "a", "")], [KeyField(.parameter, "a", "")]),
    (
      [KeyField(.variable, "a", "b"), KeyField(.variable, "c", "d")],
      [KeyField(.variable, "a", "bc"), KeyField(.variable, "", "d")]
    ),
    ([], [KeyField(.variable, "", "")]),
  ])
  func `tells apart what would read the same without lengths`(one: [KeyField], other: [KeyField]) {
    #expect(CacheKey(fields: one).hash != CacheKey(fields: other).hash)
  }
}
