import Variables
public import Engine
public import TaskGraph

/// What a target is made of: its phases, their steps, and the variables that these read.
public struct TargetDescription: Report {
  private let target: Target
  private let phases: [PhaseDefinition]
  private let gates: [PhaseName]

  /// Describes a target by the definition of its pipeline.
  public init(_ target: Target, phases: [PhaseDefinition], gates: [PhaseName]) {
    self.target = target
    self.phases = phases
    self.gates = gates
  }

  /// A paragraph for each phase.
  public var text: String {
    let paragraphs = phases.map { phase in
      let kind = "leaves \(Self.article(phase.result))" + (gates.contains(phase.name) ? ", proves the image" : "")
      let own = phase.reads.isEmpty ? [] : ["    reads \(names(phase.reads))"]
      return
        (["  \(phase.name)   \(Self.ground(phase.ground)), \(kind)"] + own
        + phase.steps.flatMap { step in
          ["    \(step.name)" + (step.condition.map { ", when \($0.text)" } ?? "")]
            + (step.reads.isEmpty ? [] : ["      reads \(names(step.reads))"])
        }).map { $0 + "\n" }.joined()
    }
    return "\(target.goal)   \(counted(phases.count, "phase"))\n" + paragraphs.joined()
  }

  private func names(_ variables: [VariableName]) -> String {
    variables.map(\.rawValue).joined(separator: ", ")
  }

  private static func ground(_ ground: PhaseDefinition.Ground) -> String {
    switch ground {
    case .image: "takes in the image so far"
    case .phase(let name): "takes in what \(name) leaves"
    }
  }

  private static func article(_ result: ResultKind) -> String {
    switch result {
    case .layer: "a layer"
    case .artifacts: "files"
    case .record: "a record"
    }
  }

  /// `{"target": …, "phases": [{"phase": …, "takes": …, "leaves": …, "gate": …, "reads": […], "steps": [{"name": …,
  /// "when": …, "reads": […]}]}]}`; `takes` is `image` or the name of a phase.
  public func encode(to encoder: any Encoder) throws {
    struct StepRecord: Encodable {
      let name: String
      let when: String?
      let reads: [String]
    }
    struct PhaseRecord: Encodable {
      let phase, takes, leaves: String
      let gate: Bool
      let reads, tools: [String]
      let steps: [StepRecord]
    }
    enum Key: String, CodingKey { case target, phases }
    var record = encoder.container(keyedBy: Key.self)
    try record.encode(target.goal, forKey: .target)
    try record.encode(
      phases.map { phase in
        let takes = if case .phase(let name) = phase.ground { name.rawValue } else { "image" }
        return PhaseRecord(
          phase: phase.name.rawValue, takes: takes, leaves: phase.result.rawValue, gate: gates.contains(phase.name),
          reads: phase.allReads.map(\.rawValue), tools: phase.tools.map(\.program),
          steps: phase.steps.map {
            StepRecord(name: $0.name, when: $0.condition?.text, reads: $0.reads.map(\.rawValue))
          })
      }, forKey: .phases)
  }
}
