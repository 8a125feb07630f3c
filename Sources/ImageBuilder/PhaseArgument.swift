import Console
import Engine
import TaskGraph
import Tasks

/// The phase of a target that was asked for by name, if one was; throws `UsageError` where it has none of that name.
func asked(_ name: String?, of target: Target) throws -> PhaseName? {
  guard let name else { return nil }
  let known = Catalog.phases(of: target).map(\.name)
  if let phase = known.first(where: { $0.rawValue == name }) { return phase }
  throw UsageError(
    "\(target.goal) has no phase `\(name)`",
    hint: suggestion(for: name, among: known.map(\.rawValue))
      ?? "its phases are \(known.map(\.rawValue).joined(separator: ", "))")
}
