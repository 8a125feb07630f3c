import Engine
import ImageChecks
import ImageSandbox
import ImageTree
import SystemPackage
import TaskGraph
import Variables

extension PhaseDefinition {
  /// An audit of the sealed tree, which is read and run but not changed: it has what a node needs, and nothing of its
  /// making or of anyone's identity.
  static func check(asking ask: @escaping @Sendable (Circumstances) throws -> String) -> PhaseDefinition {
    PhaseDefinition(
      "check", of: .image, leaves: .record,
      reads: imageReads + [.expectedSetUidFiles, .gossInspectMode, .hygieneExceptions], asking: "checks", ask
    ) { context, values, checks in
      let plan = SandboxPlan(
        root: .layers(context.layers, upper: nil, work: nil), store: context.root,
        sourceDateEpoch: Int64(try values.integer(.sourceDateEpoch)))
      context.reporter.step("check the sealed tree")
      let output = try await Sandbox.withSession(plan) { session in
        try await explainingFailures {
          try await openImage(session, context, values).query(
            script(checks, of: context.root.string, values))
        }
      }
      guard let results = CheckReport.results(output) else {
        throw Failure(
          "the checks of the sealed tree did not come to their end",
          lines: output.split(separator: "\n").suffix(10).map(String.init),
          hint: "a check ends the shell that it runs in")
      }
      for result in results { context.reporter.output("\(result.passed ? "ok" : "not ok") - \(result.name)") }
      let findings = results.map {
        Finding(name: $0.name, place: "the sealed tree", passed: $0.passed, detail: $0.detail)
      }
      return try Report(findings: findings).record(inspecting: values.boolean(.gossInspectMode)) {
        context.reporter.warning($0)
      }
    }
  }
}

/// The whole script: braces, so that the shell has read it all before a command could read from where it comes.
private func script(_ checks: String, of store: String, _ values: DeclaredValues) throws -> String {
  """
  {
  set +eu
  \(CheckWords.text)
  root=
  \(try assignment("set_uid", values.list(.expectedSetUidFiles)))
  \(try assignment("exceptions", values.list(.hygieneExceptions)))
  \(assignment("places", [store]))
  \(checks)
  finished
  } </dev/null

  """
}

/// A variable of a shell that holds lines.
func assignment(_ name: String, _ lines: [String]) -> String {
  let text = lines.joined(separator: "\n").split(separator: "'", omittingEmptySubsequences: false)
  return "\(name)='\(text.joined(separator: "'\\''"))'"
}
