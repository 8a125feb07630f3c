import Testing

@testable import Variables

@Suite struct TemplateTests {
  private func value(_ text: String, _ others: String = "", environment: [String: String] = [:]) throws -> Value? {
    let folder = try VariableFolder(["/a.yaml": "name: '\(text.replacing("'", with: "''"))'\n\(others)"])
    return try folder.resolve(varFiles: ["a.yaml"], environment: environment)["name"]?.value
  }

  private func failure(_ text: String) throws -> VariableError? {
    try VariableFolder().errors(of: "name: '\(text.replacing("'", with: "''"))'\n").first
  }

  @Test(arguments: [
    "{{ other_name }}", "{{other_name}}", "{{user `other_name`}}", "{{ user 'other_name' }}", "{{user \"other_name\"}}",
    "{{  user   `other_name`  }}",
  ])
  func `every way of naming a variable gives its value`(text: String) throws {
    #expect(try value("a \(text) b", "other_name: x y\n") == .string("a x y b"))
  }

  @Test func `several expressions and braces that open none stay in order`() throws {
    #expect(
      try value("{ {{ other_name }}{{ other_name }} }} {\"a\":{}}", "other_name: x\n") == .string("{ xx }} {\"a\":{}}"))
  }

  @Test func `a quoted text in an expression is that text`() throws {
    #expect(try value("{{ '{{' }} x }}") == .string("{{ x }}"))
  }

  @Test func `the environment is read by name and a missing one is empty`() throws {
    #expect(try value("{{env `HERE`}}|{{ env 'GONE' }}", environment: ["HERE": "yes"]) == .string("yes|"))
  }

  @Test func `values are rendered through any number of others`() throws {
    let others = "other_name: '{{ mine }}'\nmine: '{{user `yours`}}'\nyours: end\n"
    #expect(try value("{{ other_name }}", others) == .string("end"))
  }

  @Test func `typed values are spelled as they convert back`() throws {
    #expect(try value("{{ extra_debs }}", "extra_debs: [a, b]\n") == .string("a b"))
    #expect(try value("{{ image_list }}", "image_list: 'a, b'\n") == .string("a,b"))
    #expect(try value("{{ disk_size }}", "disk_size: 20480\n") == .string("20G"))
    #expect(try value("{{ flag }}", "flag: 'True'\n") == .string("true"))
  }

  @Test func `items of lists and mappings are rendered`() throws {
    let folder = try VariableFolder([
      "/a.yaml": "name: x\nextra_debs: [a, '{{ name }}']\nshim_versions: { spin: 'v{{ name }}' }\n"
    ])
    let variables = try folder.resolve(varFiles: ["a.yaml"])
    #expect(variables["extra_debs"]?.value == .list(["a", "x"]))
    #expect(variables["shim_versions"]?.value == .map(["spin": "vx"]))
  }

  @Test func `filters make series and versions`() throws {
    #expect(
      try value("{{ other_name | series }} {{user `other_name` | without_v}}", "other_name: v1.36.1\n")
        == .string("v1.36 1.36.1"))
    #expect(try value("{{ other_name | without_v | series }}", "other_name: v1.36.1\n") == .string("1.36"))
  }

  @Test(arguments: [
    ("{{timestamp}}", "belongs to Packer"), ("{{isotime \"2006\"}}", "belongs to Packer"),
    ("{{ .HTTPIP }}", "belongs to Packer"), ("{{user `x` | lower}}", "belongs to Packer"),
    ("{{ upper `x` }}", "belongs to Packer"), ("{{ build `ID` }}", "belongs to Packer"),
    ("{{ other_name | shout }}", "no filter `shout`"), ("{{ other_name", "does not end"), ("{{ }}", "is empty"),
    ("{{ a b c }}", "cannot be understood"), ("{{ user `x }}", "not closed"), ("{{ a + b }}", "cannot be understood"),
    ("{{ other_name | }}", "filter's name"),
  ])
  func `an expression that means nothing here is an error at its value`(text: String, words: String) throws {
    let error = try failure(text)
    #expect(error?.message.contains(words) == true, "\(String(describing: error))")
    #expect(error?.origin?.place.hasSuffix("/override.yaml:1:7") == true)
  }

  @Test func `an expression in a value without effect is nobody's trouble`() throws {
    #expect(try VariableFolder().errors(of: "boot_wait: '{{timestamp}}'\nmy_stamp: '{{isotime}}'\n").isEmpty)
  }

  @Test func `a name that nothing sets is an error with a suggestion`() throws {
    let error = try failure("{{user `other_nmae`}}")
    #expect(error?.message == "`name` uses `other_nmae`, which nothing sets")
    #expect(error?.hint == "did you mean `other_name`?")
  }

  @Test func `a name that a missing file may have set is not reported beside the file`() throws {
    let folder = try VariableFolder(["/a.yaml": "name: '{{ mine }}'\n"])
    let errors = #expect(throws: VariableErrors.self) { try folder.resolve(varFiles: ["a.yaml", "gone.yaml"]) }
    #expect(errors?.errors.map(\.message) == ["there is no variable file `\(folder.place)/gone.yaml`"])
  }

  @Test func `a cycle is one error with every link and its place`() throws {
    let errors = try VariableFolder().errors(
      of: "name: '{{ other_name }}'\nother_name: 'a{{ mine }}'\nmine: '{{ name }}'\ncount: '{{ name }}'\n")
    #expect(errors.count == 1)
    #expect(errors.first?.message == "`name` uses itself" || errors.first?.message == "`other_name` uses itself")
    let notes = try #require(errors.first?.notes)
    #expect(notes.count == 4)
    #expect(notes.contains { $0.hasPrefix("uses mine  ") && $0.hasSuffix("override.yaml:3:1") })
    #expect(notes.last?.hasSuffix(notes[0]) == true)
  }

  @Test func `a value cannot use what it overrides`() throws {
    let folder = try VariableFolder(["defaults/a.yaml": "name: x\n"])
    #expect(try folder.errors(of: "name: '{{ name }} y'\n").first?.message == "`name` uses itself")
  }

  @Test func `what depends on a bad value is not reported again`() throws {
    let errors = try VariableFolder().errors(of: "flag: maybe\nname: '{{ flag }}'\nother_name: '{{ name }}'\n")
    #expect(errors.map(\.message) == ["`flag` must be true or false, not `maybe`"])
  }

  @Test func `a row of too many variables is an error and no crash`() throws {
    let row = (0..<5000).map { "n\($0): '{{ n\($0 + 1) }}'\n" }.joined()
    let errors = try VariableFolder().errors(of: "name: '{{ n0 }}'\n\(row)n5000: end\n")
    #expect(errors.count == 1)
    #expect(errors.first?.message.contains("more than 100 variables") == true)
  }

  @Test func `variables that double one another are an error and no end of memory`() throws {
    let doubled = (0..<60).map { "n\($0): '{{ n\($0 + 1) }}{{ n\($0 + 1) }}'\n" }.joined()
    let errors = try VariableFolder().errors(of: "name: '{{ n0 }}'\n\(doubled)n60: end\n")
    #expect(errors.count == 1)
    #expect(errors.first?.message.contains("larger than 16 MiB") == true)
  }
}
