import ImageChecks
import Shell
import Testing

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
      CheckWords.text + """
        pass plain
        pass detailed 'two
        lines'
        fail broken
        expect equal a a
        expect unequal a ''
        succeeds works echo hello
        succeeds breaks sh -c 'echo why >&2; exit 3'
        finished
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

  @Test func `a report of very many details is read in one pass`() {
    let details = (0..<100_000).map { "# \($0)" }
    let report = ["not ok 1 - it ends"] + details + ["1..1"]
    #expect(CheckReport.results(report.joined(separator: "\n"))?.first?.detail.hasSuffix("\n99999") == true)
  }
}
