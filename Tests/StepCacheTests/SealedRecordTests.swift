import Testing

@testable import StepCache

@Suite struct SealedRecordTests {
  private let object = Array(#"{"name":"base","bytes":1234}"#.utf8)

  @Test func `a sealed record is JSON, and opens as it was`() {
    let sealed = SealedRecord.seal(object)
    #expect(String(decoding: sealed, as: UTF8.self).hasPrefix(#"{"seal":""#))
    #expect(String(decoding: sealed, as: UTF8.self).hasSuffix(#"","name":"base","bytes":1234}"#))
    #expect(SealedRecord.open(sealed) == object)
  }

  @Test func `no bit of it can change unnoticed, and no byte be lost`() {
    let sealed = SealedRecord.seal(object)
    for place in sealed.indices {
      for bit in 0..<8 {
        var changed = sealed
        changed[place] ^= 1 << bit
        #expect(SealedRecord.open(changed) == nil, "bit \(bit) of byte \(place)")
      }
      #expect(SealedRecord.open(Array(sealed.prefix(place))) == nil)
    }
    #expect(SealedRecord.open(object) == nil)
  }
}
