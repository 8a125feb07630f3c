import Engine
import Testing

@Suite struct RedactorTests {
  @Test(arguments: ["\n", "\r\n"]) func `each line of a secret is one, however its lines end`(end: String) {
    let redactor = Redactor(secrets: ["-----BEGIN-----\(end)MIIEvQIBADAN\(end)-----END-----\(end)"])
    #expect(redactor.clean("read: MIIEvQIBADAN") == "read: ***")
  }

  @Test func `a secret is one before an accent, too`() {
    #expect(Redactor(secrets: ["hush-hush"]).clean("hush-hush\u{301} hush-hush") == "***\u{301} ***")
  }

  @Test func `what is no secret stays as it is`() {
    #expect(Redactor(secrets: ["abc", "hush-hush"]).clean("abc hush") == "abc hush")
  }
}
