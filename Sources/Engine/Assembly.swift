public import TaskGraph

/// The asked targets put together: the graph, and how each of its works is done.
public struct Assembly: Sendable {
  /// The works and pipelines.
  public private(set) var graph = Graph()
  /// The builder's programs that works need.
  public private(set) var tools: [Work.ID: [Tool]] = [:]
  var bodies: [Work.ID: Body] = [:]
  var deliveries: [Target: Delivery.Body] = [:]

  /// An assembly without targets.
  public init() {}

  /// Adds a work that takes in other works and supplies; equal works are shared.
  @discardableResult
  public mutating func add(
    _ name: String, role: Work.Role, result: ResultKind, fields: [KeyField], inputs: [Work.Input] = [],
    supplies: [Supply] = [], tools: [Tool] = [], body: @escaping Body
  ) -> Work.ID {
    let taken = supplies.map { Work.Input($0.name, from: add($0)) }
    let work = Work(name: name, role: role, result: result, fields: fields, inputs: inputs + taken)
    if bodies[work.id] == nil { bodies[work.id] = body }
    if !tools.isEmpty { self.tools[work.id] = tools }
    return graph.add(work)
  }

  /// Adds a target's phases, in order and without those that are skipped.
  ///
  /// Throws `Failure` where a phase takes in one that is skipped.
  public mutating func add(
    _ definitions: [PhaseDefinition], gates: [PhaseName], skipping skipped: [PhaseName],
    in circumstances: Circumstances,
    deliver: @escaping Delivery.Body
  ) throws {
    var placed: [PhaseName: Work.ID] = [:]
    var image: Work.ID?
    for definition in definitions where !skipped.contains(definition.name) {
      let work = try add(definition, image: image, earlier: placed, in: circumstances)
      placed[definition.name] = work
      if definition.result == .layer { image = work }
    }
    let phases = definitions.compactMap { definition in
      placed[definition.name].map { Pipeline.Phase(definition.name, work: $0) }
    }
    add(Pipeline(target: circumstances.target, phases: phases, gates: gates), deliver: deliver)
  }

  private mutating func add(
    _ definition: PhaseDefinition, image: Work.ID?, earlier: [PhaseName: Work.ID], in circumstances: Circumstances
  ) throws -> Work.ID {
    var inputs: [Work.Input] = []
    switch definition.ground {
    case .image:
      if let image { inputs = [Work.Input("layer", from: image)] }
    case .phase(let name):
      guard let work = earlier[name] else {
        throw Failure(
          "\(definition.name) takes in what \(name) leaves, which is skipped", hint: "skip \(definition.name) too")
      }
      inputs = [Work.Input(name.rawValue, from: work)]
    }
    let steps = definition.steps(for: circumstances.values)
    let reads = definition.reads(for: circumstances.values)
    let parameters = steps.compactMap { step in step.parameter.map { (step.name, $0) } }
    return add(
      definition.name.rawValue, role: .phase, result: definition.result,
      fields: try circumstances.fields(
        folder: definition.name.rawValue, reads: reads, parameters: parameters, tools: definition.tools),
      inputs: inputs, supplies: try steps.flatMap { try $0.supplies(circumstances) },
      tools: definition.tools,
      body: definition.body(circumstances, circumstances.declared(reads, by: definition.name.rawValue)))
  }

  /// Adds a target's pipeline, and how its image is handed over once all of it is done.
  public mutating func add(_ pipeline: Pipeline, deliver: @escaping Delivery.Body) {
    graph.add(pipeline)
    deliveries[pipeline.target] = deliver
  }

  private mutating func add(_ supply: Supply) -> Work.ID {
    add(
      supply.name, role: .supply, result: supply.result, fields: supply.fields, supplies: supply.supplies,
      tools: supply.tools, body: supply.body)
  }
}
