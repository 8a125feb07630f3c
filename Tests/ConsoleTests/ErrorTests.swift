import Console
@testable import Engine
import FoundationEssentials
import StepCache
import SystemPackage
import TestSupport
import Testing
import Variables

struct ErrorTests {
  @Test func `errors about variables say where, and what to do`() {
    let errors = VariableErrors([
      VariableError(
        "there is no variable `kuberentes_semver`", origin: .file("vars/user.yaml", line: 3, column: 1),
        hint: "did you mean `kubernetes_semver`?"),
      VariableError("another", hint: nil),
    ])
    #expect(
      errorText(errors) == """
        error: there is no variable `kuberentes_semver`
          vars/user.yaml:3:1
        hint: did you mean `kubernetes_semver`?

        error: another

        """)
  }

  @Test func `an error with a hint of its own keeps it on a line of its own`() {
    #expect(errorText(CacheError("no space", hint: "make some")) == "error: no space\nhint: make some\n")
    #expect(errorText(Failure("two\nlines", hint: "mend it")) == "error: two\n  lines\nhint: mend it\n")
  }

  @Test(
    arguments: [
      (CancellationError(), .interrupted), (CacheError("x"), .cache), (VariableErrors([]), .usage),
      (UsageError("x"), .usage),
      (Failure("x"), .failed),
      (ExitCode.machine, .machine),
    ] as [(any Error, ExitCode)])
  func `an error decides what the process exits with`(error: any Error, code: ExitCode) {
    #expect(ExitCode(error) == code)
  }

  @Test(
    arguments: [
      (["built": 2], .done), (["failed": 1, "cancelled": 1], .failed), (["cancelled": 3], .interrupted),
    ] as [([String: Int], ExitCode)])
  func `the end of a run decides what the process exits with`(counts: [String: Int], code: ExitCode) {
    #expect(ExitCode(Summary(counts: counts, seconds: 1, saved: 0)) == code)
  }

  @Test func `an error is shown on standard error, and one that was shown already is not`() async throws {
    try await withTestDirectory { folder in
      let path = folder.appending("errors")
      let file = try FileDescriptor.open(path, .readWrite, options: [.create], permissions: .ownerReadWrite)
      defer { try? file.close() }
      let output = Output(out: .standardOutput, errors: file)
      #expect(output.fail(UsageError("there is no target `build-x`", hint: didYouMean(["build-y"]))) == .usage)
      #expect(output.fail(CancellationError()) == .interrupted && output.fail(ExitCode.failed) == .failed)
      output.notice("a notice")
      output.warn("a warning")
      #expect(
        try String(contentsOfFile: path.string, encoding: .utf8) == """
          error: there is no target `build-x`
          hint: did you mean `build-y`?
          notice: a notice
          warning: a warning

          """)
    }
  }

  @Test func `exit codes are those that scripts rely on`() {
    let codes: [ExitCode] = [.done, .failed, .usage, .cache, .machine, .interrupted]
    #expect(codes.map(\.rawValue) == [0, 1, 2, 3, 4, 130])
  }
}
