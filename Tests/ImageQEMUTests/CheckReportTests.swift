import Shell
import SystemPackage
import Testing

@testable import ImageQEMU

struct CheckReportTests {
  @Test func `results carry their details`() {
    let report = """
      ok 1 - no unit failed
      not ok 2 - the system runs - really
      # wanted running, found degraded
      # and more
      1..2
      """
    #expect(
      CheckReport.results(report) == [
        CheckResult(name: "no unit failed", passed: true),
        CheckResult(
          name: "the system runs - really", passed: false, detail: "wanted running, found degraded\nand more"),
      ])
  }

  @Test(arguments: ["", "ok 1 - a\n", "ok 1 - a\n1..2\n", "1..1\n"]) func `a report that was cut off is none`(
    report: String
  ) {
    #expect(CheckReport.results(report) == nil)
  }

  @Test func `the words of a check say what the report understands`() async throws {
    let script =
      CheckScript.words + """
        pass plain
        pass detailed 'two
        lines'
        fail broken
        expect equal a a
        expect unequal a ''
        succeeds works echo hello
        succeeds breaks sh -c 'echo why >&2; exit 3'
        printf '1..%s\\n' "$check_count"
        """
    let output = try await run(Command(["sh", "-c", script])).output
    #expect(
      CheckReport.results(output) == [
        CheckResult(name: "plain", passed: true),
        CheckResult(name: "detailed", passed: true, detail: "two\nlines"),
        CheckResult(name: "broken", passed: false),
        CheckResult(name: "equal", passed: true, detail: "a"),
        CheckResult(name: "unequal", passed: false, detail: "wanted a, found nothing"),
        CheckResult(name: "works", passed: true, detail: "hello"),
        CheckResult(name: "breaks", passed: false, detail: "why"),
      ])
  }

  @Test func `the script in the machine is one that a shell understands`() async throws {
    let script = CheckScript.text(CheckScript.systemRuns + CheckScript.rootGrew)
    #expect(try await run(Command(["sh", "-n"], input: Array(script.utf8))).output == "")
  }

  @Test func `the console's last lines are fit to be read`() {
    let text = "first\r\n\u{1b}[0;32m  OK  \u{1b}[0m] Started\u{7} a unit  \r\n\r\n\u{1b}[2J\r\nlogin:"
    #expect(Console.lastLines(text, count: 2) == ["  OK  ] Started a unit", "login:"])
  }

  @Test func `a report of very many details is read in one pass`() {
    let details = (0..<100_000).map { "# \($0)" }
    let report = ["not ok 1 - it ends"] + details + ["1..1"]
    #expect(CheckReport.results(report.joined(separator: "\n"))?.first?.detail.hasSuffix("\n99999") == true)
  }

  @Test func `no control character of the console is left`() {
    #expect(Console.lastLines("a\u{7F}b\u{9B}31mc\td", count: 1) == ["ab31mc\td"])
  }
}
