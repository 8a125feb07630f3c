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

  @Test(arguments: [
    "p%40ss%2Fword", "p@ss/word", "me:p@ss/word", "me:p%40ss%2Fword", "bWU6cEBzcy93b3Jk", "cEBzcy93b3Jk",
    "http://me:p%40ss%2Fword@proxy.example:3128",
  ]) func `what an address holds of a login is hidden in every form in which programs repeat it`(form: String) {
    let redactor = Redactor(secrets: ["http://me:p%40ss%2Fword@proxy.example:3128"])
    #expect(redactor.clean("[\(form)]") == "[***]")
  }

  @Test func `an address without a login hides nothing but itself`() {
    let redactor = Redactor(secrets: ["http://proxy.example:3128", "http://me@other.example/path:with@signs"])
    #expect(redactor.clean("proxy.example answers me:x") == "proxy.example answers me:x")
  }
}
