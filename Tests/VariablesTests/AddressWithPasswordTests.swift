import Testing

@testable import Variables

@Suite struct `An address with a password` {
  @Test(arguments: [
    ("https://me:hunter2@mirror.example/debian", true), ("HTTP://token@mirror.example", true),
    ("deb http://me:hun%40ter2@mirror.example/ bookworm", true), ("ssh://git:hunter2@host.example/x", true),
    ("https://mirror.example/debian", false), ("ssh://git@host.example/x", false),
    ("https://mirror.example/@scope/package", false), ("mail: me@mirror.example", false), ("a:b@c", false),
  ]) func `is known as one`(text: String, isOne: Bool) {
    #expect(holdsPassword(text) == isOne)
  }

  @Test func `is refused in every form in which a value can be written, and not shown`() throws {
    let values = [
      "name: https://me:hunter2@mirror.example/", "extra_debs: [a, 'https://me:hunter2@mirror.example/']",
      "part: me:hunter2\nname: 'https://{{ part }}@mirror.example/'",
    ]
    for value in values {
      let errors = try VariableFolder().errors(of: value + "\n")
      #expect(errors.count == 1, "\(value)")
      #expect(errors.first?.message.contains("holds an address with a password") == true, "\(errors)")
      #expect(errors.first?.hint?.contains("netrc_file") == true)
      #expect(!"\(VariableErrors(errors))".contains("hunter2"))
    }
  }

  @Test func `may be a secret, and is not shown where something overrides it`() throws {
    #expect(try VariableFolder().errors(of: "cloud_token: https://me:hunter2@mirror.example/\n").isEmpty)
    let folder = try VariableFolder(["defaults/a.yaml": "name: https://me:hunter2@mirror.example/\n"])
    let variables = try folder.resolve(assignments: ["name=other"])
    #expect(variables["name"]?.overrode.map(\.text) == [SecretValue.redacted])
  }

  @Test func `is not shown with a name that is none`() throws {
    let errors = try VariableFolder().errors(of: "other_nam: https://me:hunter2@mirror.example/\n")
    #expect(!errors.isEmpty && !"\(VariableErrors(errors))".contains("hunter2"))
  }
}
