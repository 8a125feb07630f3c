import Console
import Engine
import TaskGraph
import Variables

extension Workspace {
  /// What package archives have otherwise for the asked works, where `REFRESH` has them asked; nothing where it does not.
  ///
  /// - Parameter confirming: notes in the cache which works hold what the archives have.
  func refresh(
    _ assembly: Assembly, _ resolved: [(target: Target, values: VariableSet)], _ selection: Selection,
    confirming: Bool = false
  ) async throws -> [Work.ID: [PackageChange]] {
    guard settings.isOn("REFRESH") else { return [:] }
    let planner = Planner(graph: assembly.graph, selection: selection, store: store)
    let answer = try await ArchiveInquiry(self, assembly, resolved).ask(about: planner)
    let current = answer.works.filter(\.changes.isEmpty).map(\.work)
    if confirming { for work in current { planner.confirm(work) } }
    if answer.changes.isEmpty, !current.isEmpty {
      let names = current.map(\.work.name).joined(separator: ", ")
      output.notice("REFRESH: the archives have nothing else for \(names)")
    }
    return answer.changes
  }
}
