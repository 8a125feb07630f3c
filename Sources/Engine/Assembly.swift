public import TaskGraph

/// The asked targets put together: the graph, and how each of its works is done.
public struct Assembly: Sendable {
  /// The works and pipelines.
  public private(set) var graph = Graph()
  var bodies: [Work.ID: Body] = [:]
  var deliveries: [Target: Delivery.Body] = [:]

  /// An assembly without targets.
  public init() {}

  /// Adds a work that takes in other works and supplies; equal works are shared.
  @discardableResult
  public mutating func add(
    _ name: String, role: Work.Role, result: ResultKind, fields: [KeyField], inputs: [Work.Input] = [],
    supplies: [Supply] = [], body: @escaping Body
  ) -> Work.ID {
    let taken = supplies.map { Work.Input($0.name, from: add($0)) }
    let work = Work(name: name, role: role, result: result, fields: fields, inputs: inputs + taken)
    if bodies[work.id] == nil { bodies[work.id] = body }
    return graph.add(work)
  }

  /// Adds a target's pipeline, and how its image is handed over once all of it is done.
  public mutating func add(_ pipeline: Pipeline, deliver: @escaping Delivery.Body) {
    graph.add(pipeline)
    deliveries[pipeline.target] = deliver
  }

  private mutating func add(_ supply: Supply) -> Work.ID {
    add(
      supply.name, role: .supply, result: supply.result, fields: supply.fields, supplies: supply.supplies,
      body: supply.body)
  }
}
