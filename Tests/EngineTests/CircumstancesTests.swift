import Engine
import TaskGraph
import Testing
import Variables

@Suite struct `The circumstances of a target` {
  private func circumstances(_ variables: [ResolvedVariable]) -> Circumstances {
    Circumstances(
      target: Target(provider: "qemu", system: "debian-12"), values: VariableSet(variables),
      codeDigests: ["node": "1"], toolVersions: ["mkfs.ext4": "1.47.0"], surroundings: "1",
      seal: { "sealed(\($0.count))" })
  }

  private func variable(_ name: VariableName, _ value: Value, _ secrecy: Secrecy? = nil) -> ResolvedVariable {
    ResolvedVariable(name: name, value: value, origin: .commandLine("test"), secrecy: secrecy)
  }

  private func fields(of variables: [ResolvedVariable], reads: [VariableName], tools: [Tool] = []) throws -> [String] {
    try circumstances(variables).fields(folder: "node", reads: reads, tools: tools)
      .filter { [.variable, .tool].contains($0.kind) }.map { "\($0.title)=\($0.value)" }
  }

  @Test func `put a declared variable into the key, and no other`() throws {
    let variables = [variable("a", .string("1")), variable("b", .string("2"))]
    #expect(try fields(of: variables, reads: ["a", "a"]) == ["variable a=1"])
  }

  @Test func `put a secret that ends in the image into the key sealed`() throws {
    let hash = variable("root_password", .secret(SecretValue("hunter2")), .content)
    #expect(try fields(of: [hash], reads: ["root_password"]) == ["variable root_password=sealed(7)"])
  }

  @Test func `put a secret that only opens a door into no key`() throws {
    let token = variable("token", .secret(SecretValue("hunter2")), .credential)
    #expect(try fields(of: [token], reads: ["token"]) == [])
  }

  @Test func `put the programs into the key that shape the result, and no others`() throws {
    let tools = [Tool("mkfs.ext4", package: "e2fsprogs"), Tool("qemu", package: "qemu", shapesResult: false)]
    #expect(try fields(of: [], reads: [], tools: tools) == ["tool mkfs.ext4=1.47.0"])
  }
}
