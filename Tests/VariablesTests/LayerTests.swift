import Testing

@testable import Variables

@Suite struct LayerTests {
  @Test func `the last layer that speaks wins and keeps what it overrode nearest first`() throws {
    let folder = try VariableFolder([
      "defaults/a.yaml": "# first\nname: default\n",
      "providers/qemu.yaml": "name: provider\n",
      "os/debian.yaml": "name: family\n",
      "os/debian-12.yaml": "name: os\n",
      "targets/qemu-debian-12.yaml": "name: target\n",
      "variants/efi.yaml": "name: variant\n",
      "user.yaml": "\nname: user\n",
      "/one.json": "{\"name\": \"one\"}",
      "/two.yaml": "name: two\n",
    ])
    var variable = try #require(
      try folder.resolve(
        userFile: "user.yaml", varFiles: ["one.json", "two.yaml"], assignments: ["name=first", "name=last"],
        variant: "efi")["name"])
    #expect(variable.value == .string("last"))
    #expect(variable.origin == .commandLine("VARS"))
    #expect(
      variable.overrode.map(\.text)
        == ["first", "two", "one", "user", "variant", "target", "os", "family", "provider", "default"])
    #expect(variable.overrode.last?.origin == .file("vars/defaults/a.yaml", line: 2, column: 1))
    #expect(variable.overrode[3].origin.description == "vars/user.yaml:2")

    variable = try #require(try folder.resolve(varFiles: ["two.yaml", "one.json"])["name"])
    #expect(variable.value == .string("one"))
    #expect(variable.origin == .file("\(folder.place)/one.json", line: 1, column: 2))
    #expect(variable.overrode.first?.text == "two")
  }

  @Test func `files that only some targets have may be missing`() throws {
    let folder = try VariableFolder(["defaults/a.yaml": "name: x\n"])
    #expect(try folder.resolve(userFile: "user.yaml")["name"]?.value == .string("x"))
  }

  @Test func `a variable that nothing sets is not in the set`() throws {
    let folder = try VariableFolder(["defaults/a.yaml": "name: x\n"])
    let variables = try folder.resolve()
    #expect(variables["flag"] == nil)
    #expect(variables.names == ["name"])
  }

  @Test func `a missing override file is an error that names it`() throws {
    let folder = try VariableFolder()
    let error = #expect(throws: VariableErrors.self) { try folder.resolve(varFiles: ["gone.json"]) }
    #expect(error?.errors.first?.message == "there is no variable file `\(folder.place)/gone.json`")
    #expect(error?.errors.first?.hint?.contains("VAR_FILES") == true)
  }

  @Test func `a folder is no override file`() throws {
    let folder = try VariableFolder(["/folder/x": ""])
    let error = #expect(throws: VariableErrors.self) { try folder.resolve(varFiles: ["folder"]) }
    #expect(error?.errors.first?.message.contains("cannot be read") == true)
  }

  @Test func `an empty override file sets nothing`() throws {
    let folder = try VariableFolder(["/empty.yaml": "# nothing yet\n"])
    #expect(try folder.resolve(varFiles: ["empty.yaml"]).names.isEmpty)
  }

  @Test func `one reading of the files serves many targets`() throws {
    let folder = try VariableFolder(["defaults/a.yaml": "name: before\n"])
    let schema = try Schema(readingFrom: folder.root)
    let files = VariableFiles()
    let sources = try folder.sources()
    _ = try resolveVariables(schema: schema, sources: sources, files: files)
    try folder.write("name: after\n", to: "defaults/a.yaml")
    #expect(try resolveVariables(schema: schema, sources: sources, files: files)["name"]?.value == .string("before"))
    #expect(try resolveVariables(schema: schema, sources: sources)["name"]?.value == .string("after"))
  }

  @Test func `what has no end is no variable file`() throws {
    guard case .failure(let error)? = VariableFile.read("/dev/zero", name: "zero.yaml") else {
      Issue.record("it was read")
      return
    }
    #expect(error.message == "`zero.yaml` is larger than 16 MiB: it is no variable file")
  }
}
