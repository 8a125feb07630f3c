import Digests
public import TaskGraph
public import Variables

/// The asked targets put together: the graph, and how each of its works is done.
public struct Assembly: Sendable {
  /// The works and pipelines.
  public private(set) var graph = Graph()
  /// The builder's programs that works need.
  public private(set) var tools: [Work.ID: [Tool]] = [:]
  var bodies: [Work.ID: Body] = [:]
  /// The set secrets that works may read.
  private(set) var secrets: [Work.ID: [VariableName]] = [:]
  /// The user's files that works take in.
  private(set) var files: [Work.ID: [UserFile]] = [:]
  var deliveries: [Target: Delivery.Body] = [:]
  /// How old the packages of each target may be before a run says so, in seconds.
  var packageAges: [Target: Int64] = [:]

  /// An assembly without targets.
  public init() {}

  /// Adds a work that takes in other works and supplies; equal works are shared.
  @discardableResult
  public mutating func add(
    _ name: String, role: Work.Role, result: ResultKind, fields: [KeyField], inputs: [Work.Input] = [],
    supplies: [Supply] = [], tools: [Tool] = [], reads: [VariableName] = [], files: [UserFile] = [],
    in circumstances: Circumstances? = nil,
    body: @escaping Body
  ) -> Work.ID {
    var taken: [Work.Input] = []
    for supply in supplies {
      let input = Work.Input(supply.name, from: add(supply, in: circumstances))
      // Two steps may need the same.
      if !taken.contains(input) { taken.append(input) }
    }
    // A phase knows its supplies before they are made, so that it can be planned and reused without them. Within a short
    // pipeline content counts: a layer must never lie on one that it was not made on.
    let work =
      role == .phase
      ? Work(name: name, role: role, result: result, fields: fields, inputs: inputs, supplies: taken)
      : Work(name: name, role: role, result: result, fields: fields, inputs: inputs + taken)
    if bodies[work.id] == nil {
      bodies[work.id] = body
      self.files[work.id] = files
      secrets[work.id] = circumstances?.secrets(among: reads)
    }
    if !tools.isEmpty { self.tools[work.id] = tools }
    return graph.add(work)
  }

  /// Adds a target's phases, in order and without those that are skipped.
  ///
  /// Throws `Failure` where a phase takes in one that is skipped, and where two works of the target have one name: it is
  /// what histories, logs and users know them by.
  public mutating func add(
    _ definitions: [PhaseDefinition], gates: [PhaseName], skipping skipped: [PhaseName],
    in circumstances: Circumstances,
    deliver: @escaping Delivery.Body
  ) throws {
    var placed: [PhaseName: Work.ID] = [:]
    var image: Work.ID?
    var phases: [Pipeline.Phase] = []
    for line in definitions where !skipped.contains(line.name) {
      let definition = try line.completed(in: circumstances)
      if definition.isEmpty(for: circumstances.values) { continue }
      if image == nil, definition.ground == .image, let ground = definitions.first, ground.name != definition.name {
        throw Failure(
          "\(definition.name) takes in what \(ground.name) leaves, which is skipped",
          hint: "all layers lie on \(ground.name); UNTIL stops after a phase")
      }
      let work = try add(definition, image: image, earlier: placed, in: circumstances)
      placed[definition.name] = work
      phases.append(Pipeline.Phase(definition.name, work: work))
      if definition.result == .layer { image = work }
    }
    try checkNames(of: phases, in: circumstances.target)
    add(Pipeline(target: circumstances.target, phases: phases, gates: gates), deliver: deliver)
  }

  private func checkNames(of phases: [Pipeline.Phase], in target: Target) throws {
    var seen: Set<String> = []
    for work in graph.works(neededBy: phases.map(\.work)) where !seen.insert(work.name).inserted {
      throw Failure("two works of \(target) are called `\(work.name)`")
    }
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
    // Phases of one folder may have different steps.
    let names = steps.map(\.name)
    let parameters =
      (names.isEmpty ? [] : [("steps", names.joined(separator: ", "))])
      + steps.compactMap { step in step.parameter.map { (step.name, $0) } }
    var fields = try circumstances.fields(
      folder: definition.name.rawValue, reads: reads, parameters: parameters, tools: definition.tools)
    let files = try steps.flatMap { try $0.files(circumstances) }
    fields += Set(files).map { KeyField(.file, $0.name, $0.digest.hex, origin: $0.origin) }
    for folder in Set(steps.compactMap(\.folder)) {
      guard let code = circumstances.codeDigests[folder] else { throw Failure("there is no code in tasks/\(folder)") }
      fields.append(KeyField(.code, folder, code))
    }
    fields += steps.compactMap { step in
      step.lifetime.map { KeyField(.period, step.name, Period(of: $0, at: circumstances.now).text) }
    }
    let told = definition.isTold ? try canonicalText(of: description(of: inputs, in: circumstances)) : ""
    if definition.isTold { fields.append(KeyField(.description, "", contentDigest(of: told).hex)) }
    let (asked, body) = try definition.prepare(
      circumstances, circumstances.declared(reads, by: definition.name.rawValue), told)
    return add(
      definition.name.rawValue, role: .phase, result: definition.result, fields: fields + asked, inputs: inputs,
      supplies: try steps.flatMap { try $0.supplies(circumstances) },
      tools: definition.tools(for: circumstances.values), reads: reads, files: files, in: circumstances, body: body)
  }

  /// How the works are built that these inputs stem from, in the words of an image.
  private func description(of inputs: [Work.Input], in circumstances: Circumstances) -> BuildDescription {
    let shaping = graph.works(neededBy: inputs.map(\.work))
    return BuildDescription(of: circumstances.target, works: shaping) { field in
      field.kind == .variable && circumstances.values[VariableName(rawValue: field.name)]?.secrecy != nil
    }
  }

  /// Adds a target's pipeline, and how its image is handed over once all of it is done.
  public mutating func add(_ pipeline: Pipeline, deliver: @escaping Delivery.Body) {
    graph.add(pipeline)
    deliveries[pipeline.target] = deliver
  }

  /// Has a run say so where a target's packages are older than this, in seconds.
  public mutating func limitPackageAge(of target: Target, to seconds: Int64) {
    packageAges[target] = seconds
  }

  private mutating func add(_ supply: Supply, in circumstances: Circumstances?) -> Work.ID {
    add(
      supply.name, role: .supply, result: supply.result, fields: supply.fields, supplies: supply.supplies,
      tools: supply.tools, reads: supply.reads, in: circumstances, body: supply.body)
  }
}
