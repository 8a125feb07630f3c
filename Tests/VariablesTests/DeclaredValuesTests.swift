import Synchronization
import Testing

@testable import Variables

@Suite struct DeclaredValuesTests {
  private let variables = VariableSet([
    ResolvedVariable(name: "text", value: .string("x"), origin: .commandLine("VARS")),
    ResolvedVariable(name: "flag", value: .boolean(true), origin: .commandLine("VARS")),
    ResolvedVariable(name: "count", value: .integer(3), origin: .commandLine("VARS")),
    ResolvedVariable(name: "size", value: .bytes(1024), origin: .commandLine("VARS")),
    ResolvedVariable(name: "list", value: .list(["a"]), origin: .commandLine("VARS")),
    ResolvedVariable(name: "map", value: .map(["a": "b"]), origin: .commandLine("VARS")),
    ResolvedVariable(name: "secret", value: .secret(SecretValue("s")), origin: .commandLine("VARS"), secrecy: .content),
  ])

  @Test func `every type is read as itself`() throws {
    let values = DeclaredValues(variables, declared: Set(variables.names), reader: "step")
    #expect(try values.string("text") == "x")
    #expect(try values.boolean("flag"))
    #expect(try values.integer("count") == 3)
    #expect(try values.bytes("size") == 1024)
    #expect(try values.list("list") == ["a"])
    #expect(try values.map("map") == ["a": "b"])
    #expect(try values.secret("secret").reveal() == "s")
  }

  @Test func `a read that is not declared is an error that names reader and variable`() {
    let values = DeclaredValues(variables, declared: ["flag"], reader: "install containerd")
    let error = #expect(throws: VariableReadError.self) { try values.string("text") }
    #expect(error == .undeclared("text", reader: "install containerd"))
    #expect(error?.description.contains("`install containerd` reads the variable `text`") == true)
  }

  @Test func `a read as another type is an error`() {
    let values = DeclaredValues(variables, declared: Set(variables.names), reader: "step")
    #expect(throws: VariableReadError.mistyped("flag", asked: "a text", reader: "step")) { try values.string("flag") }
    #expect(throws: VariableReadError.self) { try values.string("secret") }
    #expect(throws: VariableReadError.self) { try values.secret("text") }
  }

  @Test func `a declared variable that nothing sets is an error when it is read`() {
    let values = DeclaredValues(variables, declared: ["gone"], reader: "step")
    #expect(throws: VariableReadError.unset("gone", reader: "step")) { try values.string("gone") }
  }

  @Test func `a recorder is told of every allowed read and of no other`() throws {
    let reads = Mutex<[VariableName]>([])
    let values = DeclaredValues(variables, declared: ["text", "flag", "gone"], reader: "step") { name in
      reads.withLock { $0.append(name) }
    }
    _ = try values.string("text")
    _ = try? values.string("flag")
    _ = try? values.string("gone")
    _ = try? values.integer("count")
    #expect(reads.withLock { $0 } == ["text", "flag", "gone"])
  }
}
