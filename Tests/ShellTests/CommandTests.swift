import Shell
import SystemPackage
import Testing

@Suite struct CommandTests {
  @Test(arguments: [
    (["ls", "-l", "/tmp"], "ls -l /tmp"),
    (["echo", "a b"], "echo 'a b'"),
    (["echo", "it's"], "echo 'it'\\''s'"),
    (["echo", ""], "echo ''"),
    (["sh", "-c", "a=$x; *"], "sh -c 'a=$x; *'"),
    (["é"], "'é'"),
  ])
  func `a command's text can be pasted into a shell`(arguments: [String], text: String) {
    #expect(Command(arguments).shellText == text)
  }

  @Test func `a shell reads a command's text as the same arguments`() async throws {
    let arguments = ["printf", "%s|", "a b", "it's", "", "$HOME", "\\", "\"q\"", "new\nline", "*", "'\u{301};"]
    let direct = try await run(Command(arguments))
    let pasted = try await run(Command(["sh", "-c", Command(arguments).shellText]))
    #expect(direct.output == pasted.output)
  }

  @Test func `the directory is part of the text and the environment is not`() {
    let command = Command(["ls"], environment: ["TOKEN": "secret"], directory: "/a b")
    #expect(command.shellText == "(cd '/a b' && ls)")
  }

  @Test func `programs are found in the path and in the system's directories`() {
    #expect(findProgram("sh", path: "/nonexistent:/bin") == "/bin/sh")
    #expect(findProgram("mkfs", path: "/nonexistent") == "/usr/sbin/mkfs" || findProgram("mkfs") == nil)
    #expect(findProgram("no-such-program") == nil)
    #expect(findProgram("/bin/sh") == "/bin/sh")
    #expect(findProgram("/etc/passwd") == nil)
    #expect(findProgram("/bin") == nil)
  }
}
