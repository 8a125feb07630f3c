import Testing

@testable import ImageTerminal

struct EscapeKeysTests {
  private func take(_ pieces: [String]) -> (passed: String, ends: Bool) {
    var keys = EscapeKeys()
    var passed: [UInt8] = []
    for piece in pieces {
      let (bytes, ends) = keys.take(Array(piece.utf8))
      passed += bytes
      if ends { return (String(decoding: passed, as: UTF8.self), true) }
    }
    return (String(decoding: passed, as: UTF8.self), false)
  }

  @Test func `Ctrl-A and then x ends, also in two pieces, and what came before is passed on`() {
    #expect(take(["ls\r\u{1}xmore"]) == ("ls\r", true))
    #expect(take(["ls\r\u{1}", "x"]) == ("ls\r", true))
  }

  @Test func `everything else is passed on, Ctrl-C too, and Ctrl-A when it is typed twice`() {
    #expect(take(["a\u{3}x"]) == ("a\u{3}x", false))
    #expect(take(["\u{1}\u{1}x"]) == ("\u{1}x", false))
    #expect(take(["\u{1}", "c"]) == ("\u{1}c", false))
  }
}
