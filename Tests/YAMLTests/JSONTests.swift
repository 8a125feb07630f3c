import Testing

import YAML

@Suite struct JSONTests {
  @Test func `JSON gives the same kinds as YAML and marks of its own`() throws {
    let text = "{\n\t\"a\": \"x\",\n\t\"ü\": [1, true],\n\t\"n\": null\n}\n"
    let document = try #require(try parseYAML(text, as: .json))
    guard case .mapping(let entries) = document.kind else {
      Issue.record("the shape is wrong")
      return
    }
    #expect(entries.map(\.key) == ["a", "ü", "n"])
    #expect(entries[0].mark == YAMLMark(line: 2, column: 2))
    #expect(entries[0].value == YAMLNode(.scalar("x", isPlain: false), at: YAMLMark(line: 2, column: 7)))
    #expect(
      entries[1].value.kind
        == .sequence([
          YAMLNode(.scalar("1", isPlain: true), at: YAMLMark(line: 3, column: 8)),
          YAMLNode(.scalar("true", isPlain: true), at: YAMLMark(line: 3, column: 11)),
        ]))
    #expect(entries[2].value.isNull)
  }

  @Test func `every escape of JSON decodes`() throws {
    let text = #""\"\\\/\b\f\n\r\t\u00fc\ud83d\ude00""#
    let document = try #require(try parseYAML(text, as: .json))
    #expect(document.kind == .scalar("\"\\/\u{8}\u{c}\n\r\tü😀", isPlain: false))
  }

  @Test func `a byte order mark is not part of the text`() throws {
    #expect(try parseYAML("\u{FEFF}{}", as: .json)?.kind == .mapping([]))
  }

  @Test(arguments: [
    ("{\"a\": 1,}", 1, 8, "comma"),
    ("{\"a\": 1,\n \"b\": 2,\n}", 2, 8, "comma"),
    ("[1, 2,]", 1, 6, "comma"),
    ("{\"a\": word}", 1, 7, "double quotes"),
    ("{\"a\": True}", 1, 7, "double quotes"),
    ("{a: 1}", 1, 2, "double quotes"),
    ("{'a': 1}", 1, 2, "double quotes"),
    ("{\"a\": 'x'}", 1, 7, "double quotes"),
    ("{\n# why\n\"a\": 1}", 2, 1, "comments"),
    ("{\n\"a\": 1 // why\n}", 2, 8, "comments"),
    ("{\"a\": /* why */ 1}", 1, 7, "comments"),
    ("{\"a\" 1}", 1, 6, "`:`"),
    ("{\"a\": 1 \"b\": 2}", 1, 9, "`,`"),
    ("{\"a\": 01}", 1, 7, "not JSON"),
    ("{\"a\": 1.}", 1, 7, "not JSON"),
    ("{\"a\": +1}", 1, 7, "not JSON"),
    ("{\"a\": \"x\ny\"}", 1, 9, "escaped"),
    ("{\"a\": \"x", 1, 9, "not closed"),
    ("{\"a\": \"\\x\"}", 1, 8, "escape"),
    ("{\"a\": \"\\ud83d\"}", 1, 8, "surrogate"),
    ("{\"a\": \"\\ude00\"}", 1, 8, "surrogate"),
    ("{\"a\": \"\\u12\"}", 1, 8, "four"),
    ("{\"a\": 1, \"a\": 2}", 1, 10, "twice"),
    ("{\"a\": 1} x", 1, 10, "follow"),
    ("{\"a\": 1", 1, 8, "ends"),
    ("{\"a\":", 1, 6, "ends"),
    ("", 1, 1, "empty"),
  ])
  func `malformed JSON is an error with line and column`(text: String, line: Int, column: Int, word: String) {
    do throws(YAMLError) {
      let document = try parseYAML(text, as: .json)
      Issue.record("it was read: \(String(describing: document))")
    } catch {
      #expect(error.mark == YAMLMark(line: line, column: column))
      #expect(error.message.contains(word), "\(error.message)")
    }
  }

  @Test(arguments: ["0", "-0", "10", "1.5", "-1.25e10", "1E+2", "1e-2"])
  func `a number is kept as it was written`(text: String) throws {
    #expect(try parseYAML(text, as: .json)?.kind == .scalar(text, isPlain: true))
  }

  @Test(arguments: ["\n", "\r", "\r\n"])
  func `lines are counted as YAML counts them`(end: String) throws {
    let text = "[\(end)1,\(end) 2]"
    let items = [
      YAMLNode(.scalar("1", isPlain: true), at: YAMLMark(line: 2, column: 1)),
      YAMLNode(.scalar("2", isPlain: true), at: YAMLMark(line: 3, column: 2)),
    ]
    #expect(try parseYAML(text, as: .json)?.kind == .sequence(items))
    #expect(try parseYAML(text, as: .yaml)?.kind == .sequence(items))
  }

  @Test(arguments: ["\u{85}", "\u{2028}", "\u{2029}"])
  func `a line end of Unicode's in a string is one`(end: String) throws {
    let document = try parseYAML("[\"\(end)ü\", 2]", as: .json)
    guard case .sequence(let items)? = document?.kind else { Issue.record("no list"); return }
    #expect(items.map(\.mark) == [YAMLMark(line: 1, column: 2), YAMLMark(line: 2, column: 5)])
  }
}
