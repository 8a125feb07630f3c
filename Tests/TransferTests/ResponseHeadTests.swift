import Testing

@testable import Transfer

@Suite struct ResponseHeadTests {
  private func head(_ lines: String...) -> ResponseHead {
    var head = ResponseHead()
    for line in lines { head.take(line + "\r\n") }
    return head
  }

  @Test func `a part is the bytes from its first one on`() {
    let head = head("HTTP/1.1 206 Partial Content", "Content-Range: bytes 5-9/10")
    #expect(head.contentRange.start == 5 && head.contentRange.total == 10)
    #expect(head.totalSize == 10)
  }

  @Test(arguments: ["-1", "+1", "0x10", "99999999999999999999", ""]) func `what is no number is no size`(text: String) {
    #expect(head("HTTP/1.1 200 OK", "Content-Length: \(text)").totalSize == nil)
    #expect(head("HTTP/1.1 206 OK", "Content-Range: bytes 0-1/\(text)").totalSize == nil)
  }

  @Test func `a part without a first byte has none`() {
    #expect(head("HTTP/1.1 206 OK", "Content-Range: bytes -5/10").contentRange.start == nil)
    #expect(head("HTTP/1.1 -200 OK").status == 0)
  }

  @Test(arguments: ["\"a\rX: y\"", "\"a\0\"", "\"a\u{7F}\""])
  func `a server's word that would end our line is no validator`(tag: String) {
    #expect(head("HTTP/1.1 200 OK", "ETag: \(tag)").validator == nil)
    #expect(head("HTTP/1.1 200 OK", "Last-Modified: \(tag)").validator == nil)
    #expect(head("HTTP/1.1 200 OK", "ETag: \(tag)", "Last-Modified: today").validator == "today")
    #expect(PartFile.validator(in: Array("http://a/b\n\(tag)\n".utf8), for: "http://a/b") == nil)
  }
}
