import Engine
import ImageSandbox
import ImageTree
import TaskGraph
import Variables

extension PhaseDefinition {
  /// An audit of the sealed tree: it has what a node needs, and nothing of its making or of anyone's identity.
  static let check = PhaseDefinition(
    "check", of: .image, leaves: .record, reads: imageReads + [.kubernetesSemver]
  ) { context, values in
    let plan = SandboxPlan(
      root: .layers(context.layers, upper: nil, work: nil), store: context.root,
      sourceDateEpoch: Int64(try values.integer(.sourceDateEpoch)))
    let findings = try await Sandbox.withSession(plan) { session in
      try await explainingFailures {
        let audit = Audit(image: try openImage(session, context, values))
        context.reporter.step("check what a node needs")
        let needed = try await audit.nodeChecks()
        context.reporter.step("check that nothing is left")
        return needed + (try await audit.hygieneChecks())
      }
    }
    for finding in findings { context.reporter.output("\(finding.passed ? "ok" : "not ok") - \(finding.name)") }
    return try Report(findings: findings).record()
  }
}
