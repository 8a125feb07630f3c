import Testing

@testable import Variables

@Suite struct SchemaTests {
  private func errors(_ schema: String) throws -> [VariableError] {
    let folder = try VariableFolder(["schema/all.yaml": schema])
    do throws(VariableErrors) {
      _ = try Schema(readingFrom: folder.root)
      return []
    } catch {
      return error.errors
    }
  }

  @Test func `a declaration has type sentence and secrecy`() throws {
    let folder = try VariableFolder()
    let schema = try Schema(readingFrom: folder.root)
    #expect(schema["kubernetes_semver"]?.type == .version(leadingV: true))
    #expect(schema["source_type"]?.type == .choice(["pkg", "http", "source"]))
    #expect(schema["disk_size"]?.type == .bytes(bare: .mebibytes))
    #expect(schema["name"]?.summary == "A text.")
    #expect(schema["name"]?.secrecy == nil)
    #expect(schema["root_password"]?.secrecy == .content)
    #expect(schema["cloud_token"]?.secrecy == .credential)
    #expect(schema.retired["boot_wait"] == "no machine is booted to build")
  }

  @Test(arguments: [
    ("variables: { a: { type: thing, summary: x } }", "`a` needs a type"),
    ("variables: { a: { summary: x } }", "`a` needs a type"),
    ("variables: { a: { type: list, summary: x } }", "`a` needs a type"),
    ("variables: { a: { type: choice, summary: x } }", "`a` needs a type"),
    ("variables: { a: { type: bytes, bare_unit: Q, summary: x } }", "`a` needs a type"),
    ("variables: { a: { type: string } }", "`a` needs a summary"),
    ("variables: { a: { type: string, summary: x, colour: red } }", "a variable's declaration has no `colour`"),
    ("variables: { a: { type: string, summary: x, secret: very } }", "a secret is `content` or `credential`"),
    ("variables: { a: { type: integer, summary: x, secret: content } }", "the secret `a` must be a string"),
    ("variables: { a b: { type: string, summary: x } }", "`a b` is not a variable's name"),
    ("variables: [a]", "names with values should stand here"),
    ("retired: { a: b }", "`retired` is a list of groups"), ("retired: [{ names: [a] }]", "a group has"),
    ("other: 1", "a schema has `variables`, `idle_until` and `retired`, not `other`"),
  ])
  func `a wrong schema is an error with its place`(schema: String, message: String) throws {
    let errors = try errors(schema)
    #expect(errors.count == 1)
    #expect(errors.first?.message.hasPrefix(message) == true, "\(errors)")
    #expect(errors.first?.origin?.place.hasPrefix("vars/schema/all.yaml:1:") == true)
  }

  @Test func `a variable is declared once in all files`() throws {
    let folder = try VariableFolder(["schema/more.yaml": "variables: { name: { type: string, summary: A text. } }"])
    let error = #expect(throws: VariableErrors.self) { try Schema(readingFrom: folder.root) }
    #expect(error?.errors.first?.message == "`name` is declared a second time")
    #expect(error?.errors.first?.origin?.place.hasPrefix("vars/schema/more.yaml:1:") == true)
  }

  @Test func `a missing schema is an error that says where to be`() throws {
    let folder = try VariableFolder()
    let error = #expect(throws: VariableErrors.self) { try Schema(readingFrom: folder.place) }
    #expect(error?.errors.first?.hint == "run this in the project's folder")
  }
}
