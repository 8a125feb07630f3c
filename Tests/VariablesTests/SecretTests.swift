import Testing

@testable import Variables

@Suite struct SecretTests {
  @Test func `a secret shows itself only when it is asked to`() {
    let secret = SecretValue("hunter2")
    var dumped = ""
    dump(["password": secret], to: &dumped)
    let shown = "\(secret) \(String(reflecting: secret)) \([secret]) \(Optional(secret) as Any) \(Value.secret(secret))"
    #expect(!shown.contains("hunter2"))
    #expect(!dumped.contains("hunter2"))
    #expect(!String(describing: Mirror(reflecting: secret).children.map(\.value)).contains("hunter2"))
    #expect(Value.secret(secret).text == "(secret)")
    #expect(secret.reveal() == "hunter2")
  }

  @Test func `a secret variable is closed and so is what it overrode`() throws {
    let folder = try VariableFolder(["defaults/a.yaml": "root_password: hunter1\n"])
    let variables = try folder.resolve(assignments: ["root_password=hunter2"])
    let variable = try #require(variables["root_password"])
    #expect(variable.secrecy == .content)
    guard case .secret(let secret) = variable.value else {
      Issue.record("the value is open")
      return
    }
    #expect(secret.reveal() == "hunter2")
    var dumped = ""
    dump(variables, to: &dumped)
    #expect(!dumped.contains("hunter"))
  }

  @Test func `a template may make a secret of the environment`() throws {
    let folder = try VariableFolder(["/a.json": #"{"cloud_token": "{{env `TOKEN`}}"}"#])
    let variables = try folder.resolve(varFiles: ["a.json"], environment: ["TOKEN": "hunter2"])
    #expect(variables["cloud_token"]?.value == .secret(SecretValue("hunter2")))
  }

  @Test func `only a secret of the same kind can use a secret`() throws {
    let folder = try VariableFolder()
    let leaks = ["name: '{{ cloud_token }}'", "root_password: '{{ cloud_token }}'", "name: '{{ mine }}'"]
    for leak in leaks {
      let errors = try folder.errors(of: "cloud_token: hunter2\nmine: 'x{{ cloud_token }}'\n\(leak)\n")
      #expect(errors.count == 1)
      #expect(errors.first?.message.contains("would make a secret of kind `credential` public") == true)
      #expect(errors.first?.description.contains("hunter2") == false)
    }
    #expect(try folder.errors(of: "mine: 'x'\ncloud_token: '{{ mine }}y'\n").isEmpty)
  }

  @Test func `an error about a secret shows neither its value nor its line`() throws {
    let errors = try VariableFolder().errors(of: "root_password: [hunter2]\ncloud_token: 'hunter2 {{ x'\n")
    #expect(errors.count == 2)
    #expect(!"\(VariableErrors(errors))".contains("hunter2"))
    #expect(errors.allSatisfy { $0.origin != nil })
  }

  @Test func `a malformed file does not show a line that holds a secret`() throws {
    let errors = try VariableFolder().errors(of: "{\"root_password\": \"hunter2\",}", named: "/a.json")
    #expect(errors.first?.origin?.place.hasSuffix("a.json:1:28") == true)
    #expect(!"\(VariableErrors(errors))".contains("hunter2"))
  }
}
