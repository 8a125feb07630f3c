import Shell
import SystemPackage
import Testing

@testable import ImageQEMU

/// What the machine is told, and what it shows.
struct ConsoleTests {
  @Test func `the script in the machine is one that a shell understands`() async throws {
    let script = CheckScript.text(CheckScript.systemRuns + CheckScript.rootGrew)
    #expect(try await run(Command(["sh", "-n"], input: Array(script.utf8))).output == "")
  }

  @Test func `the console's last lines are fit to be read`() {
    let text = "first\r\n\u{1b}[0;32m  OK  \u{1b}[0m] Started\u{7} a unit  \r\n\r\n\u{1b}[2J\r\nlogin:"
    #expect(Console.lastLines(text, count: 2) == ["  OK  ] Started a unit", "login:"])
  }

  @Test func `no control character of the console is left`() {
    #expect(Console.lastLines("a\u{7F}b\u{9B}31mc\td", count: 1) == ["ab31mc\td"])
  }
}
