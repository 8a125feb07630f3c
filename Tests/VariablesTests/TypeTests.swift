import Testing

@testable import Variables

@Suite struct TypeTests {
  private func value(_ name: VariableName, _ yaml: String) throws -> Value? {
    let folder = try VariableFolder(["/a.yaml": "\(name): \(yaml)\n"])
    return try folder.resolve(varFiles: ["a.yaml"])[name]?.value
  }

  @Test(arguments: [
    ("true", true), ("\"true\"", true), ("\"True\"", true), ("yes", true), ("1", true), ("false", false),
    ("\"False\"", false), ("no", false), ("0", false), ("null", false), ("\"\"", false),
  ])
  func `a truth value may be written as Ansible takes it`(yaml: String, expected: Bool) throws {
    #expect(try value("flag", yaml) == .boolean(expected))
  }

  @Test(arguments: ["20G", "20480", "\"20480\"", "20GiB", "20gb", "20480M", "' 20g '"])
  func `a size has a unit or counts mebibytes`(yaml: String) throws {
    #expect(try value("disk_size", yaml) == .bytes(21_474_836_480))
  }

  @Test(arguments: ["1.5G", "-1", "G", "1X", "99999999999999999999G", "9999999999T", "''"])
  func `a size that cannot be is an error`(yaml: String) throws {
    #expect(try VariableFolder().errors(of: "disk_size: \(yaml)\n").first?.message.contains("size like 20G") == true)
  }

  @Test(arguments: [
    ("7d", 604_800, "7d"), ("1w", 604_800, "7d"), ("36h", 129_600, "36h"), ("90m", 5400, "90m"), ("60s", 60, "1m"),
    ("0d", 0, "0s"),
  ])
  func `a length of time has a unit, and one spelling`(yaml: String, seconds: Int64, text: String) throws {
    #expect(try value("age", yaml) == .duration(seconds))
    #expect(Value.duration(seconds).text == text)
  }

  @Test(arguments: ["7", "d", "-1d", "1.5d", "7 d", "''", "99999999999999999w"])
  func `a length of time that cannot be is an error`(yaml: String) throws {
    #expect(try VariableFolder().errors(of: "age: \(yaml)\n").first?.message.contains("like 7d or 36h") == true)
  }

  @Test func `sizes that are equal have one spelling`() {
    #expect(Value.bytes(21_474_836_480).text == "20G")
    #expect(Value.bytes(1_610_612_736).text == "1536M")
    #expect(Value.bytes(1000).text == "1000B")
    #expect(Value.bytes(0).text == "0")
  }

  @Test(arguments: [
    ("[a, b]", ["a", "b"]), ("a b", ["a", "b"]), ("'  a\t b '", ["a", "b"]), ("null", []), ("\"\"", []),
    ("'\"a b\"'", ["a", "b"]), ("\"'a b'\"", ["a", "b"]), ("a", ["a"]), ("'a,b'", ["a,b"]),
  ])
  func `a list may be one text separated by spaces`(yaml: String, expected: [String]) throws {
    #expect(try value("extra_debs", yaml) == .list(expected))
  }

  @Test func `a list may be one text separated by commas`() throws {
    #expect(try value("image_list", "'a:1, b:2,,c d'") == .list(["a:1", "b:2", "c d"]))
  }

  @Test func `a list may have nothing but certain words`() throws {
    #expect(try value("firmwares", "'uefi,bios'") == .list(["uefi", "bios"]))
    #expect(try value("firmwares", "[]") == .list([]))
    for (text, found) in [("'uefi bios'", "`uefi bios`"), ("[uefi, coreboot]", "[uefi, coreboot]")] {
      let errors = try VariableFolder().errors(of: "firmwares: \(text)\n")
      #expect(errors.first?.message.contains("must be a list of bios, uefi, or ") == true, "\(errors)")
      #expect(errors.first?.message.hasSuffix(", not \(found)") == true, "\(errors)")
    }
  }

  @Test func `a map may be a mapping or JSON in a text`() throws {
    #expect(try value("shim_versions", "{ spin: v2, wws: 1 }") == .map(["spin": "v2", "wws": "1"]))
    #expect(try value("shim_versions", #"'{"spin": "v2"}'"#) == .map(["spin": "v2"]))
    #expect(try value("shim_versions", "null") == .map([:]))
    #expect(throws: VariableErrors.self) { try value("shim_versions", "'{spin: v2}'") }
  }

  @Test(arguments: [
    ("kubernetes_semver", "1.36.1", "write v1.36.1"), ("kubernetes_semver", "v1.36", nil),
    ("kubernetes_semver", "''", nil), ("kubernetes_semver", "latest", nil), ("kubernetes_semver", "v1.36.1-", nil),
    ("containerd_version", "v2.3.2", "write 2.3.2"), ("kubernetes_series", "v1.36.1", "write v1.36"),
    ("kubernetes_series", "1.36", "write v1.36"), ("source_type", "htpp", "write http"), ("source_type", "''", nil),
    ("count", "3.5", nil), ("count", "''", nil), ("count", "[1]", nil), ("flag", "maybe", nil), ("name", "[a]", nil),
    ("name", "{a: b}", nil), ("extra_debs", "{a: b}", nil), ("extra_debs", "[[a]]", nil), ("shim_versions", "[a]", nil),
    ("mirror", "example.invalid/debian", nil), ("mirror", "'http://a b'", nil),
  ])
  func `a value of another type is an error at the value`(name: String, yaml: String, hint: String?) throws {
    let errors = try VariableFolder().errors(of: "\n\(name): \(yaml)\n")
    #expect(errors.count == 1)
    #expect(errors.first?.message.hasPrefix("`\(name)` ") == true)
    #expect(errors.first?.hint == hint)
    #expect(errors.first?.origin?.place.hasSuffix(":2:\(name.count + 3)") == true)
    #expect(errors.first?.excerpt?.column == name.count + 3)
  }

  @Test func `an error shows the value's line with a caret below it`() throws {
    let folder = try VariableFolder(["user.yaml": "name: x\ncount:   three\n"])
    let errors = #expect(throws: VariableErrors.self) { try folder.resolve(userFile: "user.yaml") }
    #expect(
      errors?.description == """
        `count` must be a whole number, not `three`
          vars/user.yaml:2:10
          2 | count:   three
            |          ^
        """)
  }

  @Test func `a long line is cut around the caret`() {
    let source = String(repeating: "a", count: 300) + "X" + String(repeating: "b", count: 300)
    let excerpt = SourceExcerpt(line: 1, column: 301, of: source)
    #expect(excerpt.text.count <= 106)
    #expect(Array(excerpt.text)[excerpt.column - 1] == "X")
  }

  @Test(arguments: ["v1.36.1", "v1.37.0-alpha.1", "v1.36.1+build.5"])
  func `a version may name a prerelease`(text: String) throws {
    #expect(try value("kubernetes_semver", text) == .string(text))
  }

  @Test func `different values never share a spelling`() {
    #expect(Value.list(["a b"]).text != Value.list(["a", "b"]).text)
    #expect(Value.list(["a\", \"b"]).text != Value.list(["a", "b"]).text)
    #expect(Value.map(["a": "b", "c": "d"]).text == "{\"a\": \"b\", \"c\": \"d\"}")
  }

  @Test func `all errors come together`() throws {
    let folder = try VariableFolder([
      "/broken.json": "{\"name\": \"x\",}", "/bad.yaml": "count: x\nflag: y\nnaem: z\n",
    ])
    let errors = #expect(throws: VariableErrors.self) {
      try folder.resolve(varFiles: ["gone.json", "broken.json", "bad.yaml"], assignments: ["extra_dbes=a"])
    }
    #expect(errors?.errors.count == 6)
  }

  @Test(arguments: [
    ("/a.json", "{\"name\": \"x\",}", ":1:13"), ("/a.json", "{\"name\": x}", ":1:10"),
    ("/a.json", "{\n  // why\n}", ":2:3"), ("/a.yaml", "name: x\n\tcount: 1\n", ":2:1"),
    ("/a.yaml", "name: 'x\n", ":2:1"), ("/a.yaml", "name: x\nname: y\n", ":2:1"), ("/a.yaml", "- name\n", ":1:1"),
    ("/a.json", "[]", ":1:1"), ("/a.json", "", ":1:1"),
  ])
  func `a malformed file is an error with its place`(name: String, text: String, place: String) throws {
    let errors = try VariableFolder().errors(of: text, named: name)
    #expect(errors.count == 1)
    #expect(errors.first?.origin?.place.hasSuffix(name + place) == true, "\(errors)")
    #expect(errors.first?.excerpt != nil)
  }

  @Test(arguments: ["\r\n", "\r"]) func `an excerpt is one line, however lines end`(end: String) {
    let source = "name: x\(end)root_password: y\(end)count: three\(end)more: z\(end)"
    let excerpt = SourceExcerpt(line: 3, column: 8, of: source)
    #expect(excerpt.text == "count: three")
    #expect(excerpt.lines.last == "  |        ^")
  }

  @Test func `an excerpt's caret stands below the character, and commands to the terminal are blanks`() {
    let excerpt = SourceExcerpt(line: 1, column: 5, of: "e\u{301}\u{1B}[x")
    #expect(excerpt.text == "e\u{301} [x")
    #expect(Array(excerpt.text)[excerpt.column - 1] == "x")
    #expect(SourceExcerpt(line: 9, column: 9, of: "a").column == 1)
  }

  @Test func `a size means the same wherever it is written again`() throws {
    #expect(try value("disk_size", "1000B") == .bytes(1000))
    let folder = try VariableFolder(["/a.yaml": "disk_size: 1000B\nname: '{{ disk_size }}'\n"])
    #expect(try folder.resolve(varFiles: ["a.yaml"])["name"]?.value == .string("1000B"))
  }

  @Test func `quotes around each item are not quotes around the list`() throws {
    #expect(try value("extra_debs", "'\"a\" \"b\"'") == .list(["\"a\"", "\"b\""]))
  }

  @Test func `a separator with an accent behind it is one`() {
    #expect(ListSeparator.comma.items(of: "a,\u{301}b") == ["a", "\u{301}b"])
    #expect(ListSeparator.space.items(of: "a \u{301}b") == ["a", "\u{301}b"])
    #expect(ListSeparator.comma.items(of: " \u{301}b , a ") == ["\u{301}b", "a"])
  }
}
