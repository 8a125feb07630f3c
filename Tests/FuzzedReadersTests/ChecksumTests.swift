import Testing
import Transfer

@testable import ImageSupply

@Suite struct ChecksumTests {
  private let first = String(repeating: "0a", count: 32)
  private let second = String(repeating: "1b", count: 32)

  @Test(arguments: ["\n", "\r\n"]) func `a list gives the checksum of the file's own line`(end: String) throws {
    let text = "\(first)  other.tar.gz\(end)\(second) *name.tar.gz\(end)\(first)  more\(end)"
    let found = try PublishedChecksum.list("u").expectation(in: text, of: "https://host/v1/name.tar.gz")
    #expect(found?.hex == second)
  }

  @Test func `digits of other scripts are no checksum`() {
    let wide = String(repeating: "０", count: 64)
    #expect(throws: SupplyError.self) { try PublishedChecksum.file("u").expectation(in: wide, of: "name") }
  }
}
