import Testing

@testable import Variables

@Suite struct NameTests {
  @Test func `a misspelled name in an override file is an error with its line and a suggestion`() throws {
    let folder = try VariableFolder(["user.yaml": "name: x\n\nkuberentes_semver: v1.36.1\n"])
    let errors = #expect(throws: VariableErrors.self) { try folder.resolve(userFile: "user.yaml") }
    #expect(
      errors?.description == """
        there is no variable `kuberentes_semver`
          vars/user.yaml:3:1
          3 | kuberentes_semver: v1.36.1
            | ^
        hint: did you mean `kubernetes_semver`?
        """)
  }

  @Test(arguments: ["Kubernetes_Semver", "kubernetes-semver", "kubernetes_semvr", "extra_deb", "flags"])
  func `slips are recognized`(name: String) throws {
    let errors = try VariableFolder().errors(of: "\(name): x\n")
    #expect(errors.first?.hint?.hasPrefix("did you mean") == true)
  }

  @Test func `an unknown name that resembles nothing is a notice in an override file`() throws {
    let folder = try VariableFolder(["/a.yaml": "my_own_thing: 1\n_comment: why\n"])
    let variables = try folder.resolve(varFiles: ["a.yaml"])
    #expect(variables.notices.map(\.text) == ["nothing uses `my_own_thing`", "nothing uses `_comment`"])
    #expect(variables.notices.first?.origin == .file("\(folder.place)/a.yaml", line: 1, column: 1))
  }

  @Test func `an unknown name that another value uses is accepted without a word even if it resembles one`() throws {
    let folder = try VariableFolder(["/a.json": #"{"names": "x", "name": "{{user `names`}}-1"}"#])
    let variables = try folder.resolve(varFiles: ["a.json"], strict: true)
    #expect(variables.notices.isEmpty)
    #expect(variables["name"]?.value == .string("x-1"))
  }

  @Test func `an unknown name is an error in the project's own files`() throws {
    let folder = try VariableFolder(["os/debian.yaml": "my_own_thing: 1\n"])
    let errors = #expect(throws: VariableErrors.self) { try folder.resolve() }
    #expect(errors?.errors.first?.message == "there is no variable `my_own_thing`")
    #expect(errors?.errors.first?.origin == .file("vars/os/debian.yaml", line: 1, column: 1))
  }

  @Test func `an unknown name is an error on the command line`() throws {
    let errors = #expect(throws: VariableErrors.self) {
      try VariableFolder().resolve(assignments: ["my_own_thing=1", "disk_szie=1"])
    }
    #expect(
      errors?.errors.map(\.message) == ["there is no variable `my_own_thing`", "there is no variable `disk_szie`"])
    #expect(errors?.errors.last?.hint == "did you mean `disk_size`?")
    #expect(errors?.errors.last?.origin == .commandLine("VARS"))
  }

  @Test func `a variable that waits for something is mentioned where somebody sets it, unless another one uses it`()
    throws
  {
    let idle = "idle_until: clouds come\nvariables: { cloud_region: { type: integer, summary: A number. } }\n"
    let folder = try VariableFolder([
      "schema/clouds.yaml": idle, "providers/qemu.yaml": "cloud_region: 1\n", "/a.yaml": "cloud_region: 2\n",
      "/b.yaml": "name: \"{{ cloud_region }}\"\n", "/c.yaml": "cloud_region: two\n",
    ])
    #expect(try folder.resolve().notices.isEmpty)
    #expect(
      try folder.resolve(varFiles: ["a.yaml"]).notices.map(\.text) == ["`cloud_region` has no effect until clouds come"]
    )
    let used = try folder.resolve(varFiles: ["a.yaml", "b.yaml"], strict: true)
    #expect(used.notices.isEmpty && used["name"]?.value == .string("2"))
    #expect(throws: VariableErrors.self) { try folder.resolve(varFiles: ["a.yaml"], strict: true) }
    #expect(throws: VariableErrors.self) { try folder.resolve(varFiles: ["c.yaml"]) }
    try folder.write("cloud_region: \"\"\n", to: "/d.yaml")
    #expect(try folder.resolve(varFiles: ["d.yaml"])["cloud_region"]?.value == .integer(1))
  }

  @Test func `a retired name is a notice that says why`() throws {
    let folder = try VariableFolder(["/a.json": #"{"boot_wait": "10s"}"#])
    #expect(
      try folder.resolve(varFiles: ["a.json"]).notices.map(\.text)
        == ["`boot_wait` has no meaning here: no machine is booted to build"])
  }

  @Test(arguments: ["boot_wait: 1", "my_own_thing: 1"])
  func `strictness makes every notice an error`(text: String) throws {
    let folder = try VariableFolder()
    #expect(try folder.errors(of: text).isEmpty)
    #expect(try folder.errors(of: text, strict: true).count == 1)
  }

  @Test func `the line of a misspelled secret is not shown`() throws {
    let errors = try VariableFolder().errors(of: "root_pasword: hunter2\n")
    #expect(errors.first?.hint == "did you mean `root_password`?")
    #expect(errors.first?.description.contains("hunter2") == false)
  }

  @Test(arguments: [("abcdef", "abcdef", 0), ("abcdef", "abdcef", 1), ("abc", "", 3), ("kitten", "sitting", 3)])
  func `slips are counted with swaps of neighbours as one`(left: String, right: String, slips: Int) {
    #expect(damerauLevenshtein(Array(left.utf8), Array(right.utf8)) == slips)
    #expect(damerauLevenshtein(Array(right.utf8), Array(left.utf8)) == slips)
  }
}
