import SystemPackage
import Testing

@testable import Variables

@Suite struct CommandLineTests {
  private func pairs(_ assignments: [Assignment]) -> [String] { assignments.map { "\($0.name)|\($0.value)" } }

  @Test(arguments: [
    ("-var a=b", ["a|b"]), ("-var=a=b", ["a|b"]), ("--var a=b --var=c=d", ["a|b", "c|d"]),
    ("-var 'a=b c'", ["a|b c"]), ("-var \"a=b 'c'\"", ["a|b 'c'"]), ("-var a='b c'", ["a|b c"]),
    ("-var a=b=c", ["a|b=c"]), ("-var a=", ["a|"]), ("-var a=b\\ c", ["a|b c"]), ("", []), ("  ", []),
  ])
  func `packer flags set variables however they are quoted`(flags: String, expected: [String]) throws {
    let parsed = try PackerFlags(parsing: flags)
    #expect(pairs(parsed.assignments) == expected)
    #expect(parsed.notices.isEmpty)
  }

  @Test func `packer flags name files in their order`() throws {
    let flags = try PackerFlags(parsing: "-var-file=a.json -var x=1 -var-file 'b c.json' --var-file=/d.json")
    #expect(flags.varFiles == ["a.json", "b c.json", "/d.json"])
    #expect(pairs(flags.assignments) == ["x|1"])
  }

  @Test func `packer flags that mean nothing here are notices without their values`() throws {
    let flags = try PackerFlags(parsing: "-force -on-error=ask word -var a=b -color=false")
    #expect(
      flags.notices.map(\.text)
        == ["-force", "-on-error", "word", "-color"].map { "`\($0)` in PACKER_FLAGS has no meaning here" })
    #expect(pairs(flags.assignments) == ["a|b"])
  }

  @Test(arguments: ["-var", "-var a=b -var-file", "-var 'a=b", "-var a", "-var =b", "-var 1a=b", "-var a\\"])
  func `packer flags that cannot be read are an error`(flags: String) {
    #expect(throws: VariableError.self) { try PackerFlags(parsing: flags) }
  }

  @Test func `VARS takes assignments with quotes as in a shell`() throws {
    let list = try Assignment.list(parsing: "a=1  b='x y' c=\"it's\" d=\"say \\\"so\\\" \\n\"")
    #expect(pairs(list) == ["a|1", "b|x y", "c|it's", "d|say \"so\" \\n"])
    #expect(list.allSatisfy { $0.source == "VARS" })
  }

  @Test func `a word that assigns nothing is an error that does not repeat it`() {
    let error = #expect(throws: VariableError.self) { try Assignment.list(parsing: "root_password='a' b'") }
    #expect(error?.message == "a quote in VARS is not closed")
    let word = #expect(throws: VariableError.self) { try Assignment(parsing: "hunter2", source: "VARS") }
    #expect(word?.description.contains("hunter2") == false)
    #expect(word?.hint == "write name=value")
  }

  @Test func `make's command line is read from what make exports`() {
    let environment = [
      "MAKEFLAGS": "kj2 --jobserver-auth=3,4 -- kubernetes_semver=v1.35.0 PHASE=node extra_debs=a\\ b\\ disk_size=1",
      "kubernetes_semver": "v1.35.0", "extra_debs": "a b disk_size=1", "PHASE": "node", "home_page": "x",
    ]
    let list = Assignment.fromMake(environment: environment)
    #expect(pairs(list) == ["kubernetes_semver|v1.35.0", "extra_debs|a b disk_size=1"])
    #expect(list.first?.source == "make")
    #expect(Assignment.fromMake(environment: [:]).isEmpty)
  }

  @Test func `a quote with an accent behind it is still a quote`() throws {
    #expect(try shellWords(of: "a '\u{301}b c' d", source: "VARS") == ["a", "\u{301}b c", "d"])
    #expect(throws: VariableError.self) { try shellWords(of: "'\u{301}", source: "VARS") }
  }

  @Test(arguments: ["-j", "-j0", "-j-3", "k -jx"]) func `no works at once are no number of them`(flags: String) {
    #expect(MakeFlags(flags).jobs == nil)
    #expect(MakeFlags("\(flags) -j4").jobs == 4)
  }
}
