import Testing

import YAML

@Suite struct YAMLTests {
  private func entries(_ text: String, as dialect: YAMLDialect = .yaml) throws -> [String: YAMLNode] {
    let document = try #require(try parseYAML(text, as: dialect))
    guard case .mapping(let entries) = document.kind else { throw YAMLError("not a mapping", at: document.mark) }
    return Dictionary(uniqueKeysWithValues: entries.map { ($0.key, $0.value) })
  }

  private func failure(_ text: String, as dialect: YAMLDialect = .yaml) -> YAMLError? {
    do throws(YAMLError) {
      _ = try parseYAML(text, as: dialect)
      return nil
    } catch {
      return error
    }
  }

  @Test func `a scalar stays the text that was written`() throws {
    let values = try entries("series: 1.30\nanswer: no\noctal: 0o17\nwhen: 2026-01-02\n")
    #expect(values["series"]?.kind == .scalar("1.30", isPlain: true))
    #expect(values["answer"]?.kind == .scalar("no", isPlain: true))
    #expect(values["octal"]?.kind == .scalar("0o17", isPlain: true))
    #expect(values["when"]?.kind == .scalar("2026-01-02", isPlain: true))
  }

  @Test func `quotes block scalars and tags make text that is not plain`() throws {
    let values = try entries("a: 'null'\nb: \"~\"\nc: |\n  two\n  lines\nd: !!str null\n")
    #expect(values["a"]?.kind == .scalar("null", isPlain: false))
    #expect(values["b"]?.kind == .scalar("~", isPlain: false))
    #expect(values["c"]?.kind == .scalar("two\nlines\n", isPlain: false))
    #expect(values["d"]?.kind == .scalar("null", isPlain: false))
    #expect(values.values.allSatisfy { !$0.isNull })
  }

  @Test func `an empty place a tilde and null are null`() throws {
    let values = try entries("a:\nb: ~\nc: null\n")
    #expect(values.values.allSatisfy { $0.isNull })
  }

  @Test func `marks count lines and columns from one and columns in characters`() throws {
    let document = try #require(try parseYAML("a: 1\nü:   [x,   y]\n"))
    guard case .mapping(let entries) = document.kind, case .sequence(let items) = entries[1].value.kind else {
      Issue.record("the shape is wrong")
      return
    }
    #expect(entries[0].mark == YAMLMark(line: 1, column: 1))
    #expect(entries[0].value.mark == YAMLMark(line: 1, column: 4))
    #expect(entries[1].value.mark == YAMLMark(line: 2, column: 6))
    #expect(items.map(\.mark) == [YAMLMark(line: 2, column: 7), YAMLMark(line: 2, column: 12)])
  }

  @Test(arguments: ["", "# only a comment\n", "---\n...\n", "\n\n"])
  func `a text without a document is nil or null`(text: String) throws {
    let document = try parseYAML(text)
    #expect(document == nil || document?.isNull == true)
  }

  @Test func `a name given twice is an error at the second`() {
    let error = failure("a: 1\nb: 2\na: 3\n")
    #expect(error == YAMLError("`a` is given twice in the same place", at: YAMLMark(line: 3, column: 1)))
  }

  @Test func `a second document is an error where it begins`() {
    let error = failure("a: 1\n---\nb: 2\n")
    #expect(error?.mark.line == 2)
    #expect(error?.message.contains("one document") == true)
  }

  @Test func `an alias repeats what its anchor names`() throws {
    let values = try entries("a: &x [1, 2]\nb: *x\n")
    #expect(values["a"]?.kind == values["b"]?.kind)
    #expect(values["b"]?.mark == YAMLMark(line: 2, column: 4))
  }

  @Test func `an alias inside its own anchor is an error`() {
    let error = failure("a: &x\n  b: *x\n")
    #expect(error?.mark == YAMLMark(line: 2, column: 6))
    #expect(error?.message.contains("`*x`") == true)
  }

  @Test func `an alias that nothing names is an error`() {
    #expect(failure("a: *x\n")?.mark == YAMLMark(line: 1, column: 4))
  }

  @Test func `aliases that multiply are stopped`() {
    var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for level in 1...8 {
      let aliases = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
      text += "a\(level): &a\(level) [\(aliases)]\n"
    }
    #expect(failure(text)?.message.contains("larger than") == true)
  }

  @Test(arguments: [YAMLDialect.yaml, .json])
  func `what is nested too deep is an error and not a crash`(dialect: YAMLDialect) {
    let text = String(repeating: "[", count: 5000)
    #expect(failure(text, as: dialect)?.message.contains("nested deeper") == true)
  }

  @Test func `a tab that indents is named`() {
    let error = failure("a:\n\tb: 1\n")
    #expect(error?.message == "a tab cannot indent YAML; use spaces")
    #expect(error?.mark == YAMLMark(line: 2, column: 1))
  }

  @Test func `an unclosed quote is an error with its place`() {
    #expect(failure("a: 1\nb: \"x\n")?.mark.line ?? 0 >= 2)
  }

  @Test func `a control character is an error with its place`() {
    #expect(failure("a: 1\nbc: \u{1}x\n")?.mark == YAMLMark(line: 2, column: 5))
  }

  @Test func `a foreign tag is an error`() {
    #expect(failure("a: !ruby/object x\n")?.message.contains("ruby/object") == true)
  }

  @Test func `a list cannot be a name`() {
    #expect(failure("? [a]\n: 1\n")?.message == "a name must be text")
  }

  @Test func `YAML that begins like JSON is still YAML`() throws {
    let values = try entries("{a: 1, b: two, # a comment\n c: 3,}\n")
    #expect(values.count == 3)
  }

  @Test func `JSON under another name decodes surrogate pairs`() throws {
    let values = try entries("{\"a\": \"\\ud83d\\ude00\"}")
    #expect(values["a"]?.kind == .scalar("😀", isPlain: false))
  }

  @Test func `aliases inside of aliases nest no deeper than lists may`() {
    let deep = String(repeating: "[", count: 90) + "*a" + String(repeating: "]", count: 90)
    #expect(failure("a: &a [[[x]]]\nb: \(deep)\n") == nil)
    let deeper = failure("a: &a [[[[[[[[[[[x]]]]]]]]]]]\nb: \(deep)\n")
    #expect(deeper?.message.contains("nested deeper") == true)
    #expect(deeper?.mark == YAMLMark(line: 2, column: 94))
  }

  @Test(arguments: ["\r", "\r\n", "\u{2028}"]) func `what cannot be read stands on the line that YAML counts`(
    end: String
  ) {
    #expect(failure("a: b\(end)cd\u{1}\n")?.mark == YAMLMark(line: 2, column: 3))
  }
}
