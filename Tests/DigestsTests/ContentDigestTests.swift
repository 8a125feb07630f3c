import Digests
import FoundationEssentials
import Testing

@Suite struct ContentDigestTests {
  private let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

  @Test func `known texts have their known digests`() {
    // FIPS 180-2, appendix B.
    #expect(contentDigest(of: "abc").hex == abc)
    #expect(contentDigest(of: "").hex == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    #expect(contentDigest(of: Array("abc".utf8)) == contentDigest(of: "abc"))
    #expect(contentDigest(of: [UInt8](repeating: 0x61, count: 1_000_000)).short == "cdc76e5c9914")
  }

  @Test func `pieces have the digest of the whole`() {
    var hasher = Hasher256()
    hasher.update("a")
    hasher.update([0x62])
    hasher.update([UInt8]())
    hasher.update(Array("c".utf8).span.bytes)
    #expect(hasher.finalize().hex == abc)
  }

  @Test func `a digest can be written and read back`() throws {
    let digest = try #require(ContentDigest(hex: abc))
    #expect(ContentDigest(hex: abc.uppercased()) == digest)
    #expect(ContentDigest(bytes: digest.bytes) == digest)
    #expect("\(digest)" == abc && digest.short == "ba7816bf8f01")
    let json = try JSONEncoder().encode([digest])
    #expect(String(decoding: json, as: UTF8.self) == "[\"\(abc)\"]")
    #expect(try JSONDecoder().decode([ContentDigest].self, from: json) == [digest])
  }

  @Test(arguments: ["", "ab", String(repeating: "g", count: 64), String(repeating: "a", count: 65)])
  func `what is no digest is refused`(text: String) {
    #expect(ContentDigest(hex: text) == nil)
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode([ContentDigest].self, from: Data("[\"\(text)\"]".utf8))
    }
  }

  @Test func `a wrong number of bytes is refused`() {
    #expect(ContentDigest(bytes: [UInt8](repeating: 0, count: 31)) == nil)
  }

  @Test func `digests are ordered as their texts`() {
    let digests = (0..<50).map { contentDigest(of: "\($0)") }
    #expect(digests.sorted().map(\.hex) == digests.map(\.hex).sorted())
  }

  @Test func `a keyed digest is the published one`() {
    // RFC 4231, test cases 2 and 1; the empty key of RFC-conforming implementations.
    #expect(
      hmac(key: Array("Jefe".utf8), "what do ya want for nothing?").hex
        == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
    #expect(
      hmac(key: [UInt8](repeating: 0x0b, count: 20), "Hi There").hex
        == "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7")
    #expect(hmac(key: [], "").hex == "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad")
  }
}
