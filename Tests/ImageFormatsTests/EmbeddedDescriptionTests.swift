import Testing

@testable import ImageFormats

struct EmbeddedDescriptionTests {
  @Test func `a text comes back as it was`() throws {
    for text in ["", "{}", String(repeating: "ä", count: 40_000)] {
      let bytes = try #require(EmbeddedDescription.encode(text))
      #expect(bytes.count % 512 == 0)
      #expect(EmbeddedDescription.decode(bytes + [UInt8](repeating: 0, count: 5000)) == text)
    }
  }

  @Test func `what has no room is refused, and what was cut or changed is nothing`() throws {
    #expect(EmbeddedDescription.encode(String(repeating: "x", count: EmbeddedDescription.room)) == nil)
    let bytes = try #require(EmbeddedDescription.encode("hello"))
    var changed = bytes
    changed[96] ^= 1
    #expect(EmbeddedDescription.decode(changed) == nil)
    #expect(EmbeddedDescription.decode(Array(bytes.prefix(98))) == nil)
    #expect(EmbeddedDescription.decode([]) == nil)
    #expect(EmbeddedDescription.decode([UInt8](repeating: 0, count: 600)) == nil)
  }
}
