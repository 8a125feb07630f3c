import ArgumentParser
import Console
import Engine
import FoundationEssentials
import StepCache
import SystemPackage
import TaskGraph
import Tasks

/// Replays logs.
struct LogCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "log", abstract: "Replay the log of a phase as it was last built, or of its last failure.")

  @Argument(help: "A target, such as build-qemu-debian-12.")
  var target: TargetArgument

  @Argument(help: "A phase or supply; without one, all that have a log, in order.", completion: .phases)
  var work: String?

  mutating func run() throws {
    let workspace = try Workspace(Settings(environment: ProcessInfo.processInfo.environment))
    let target = try target.target()
    let history = workspace.store.history(of: target)
    let known = order(of: history, target)
    if let work, !known.contains(work) {
      throw UsageError(
        "\(target.goal) has no phase or supply `\(work)`",
        hint: suggestion(for: work, among: known) ?? "it has \(known.joined(separator: ", "))")
    }
    let names = work.map { [$0] } ?? known
    var found = false
    for name in names {
      let failed = workspace.store.failureLog(of: name, for: target)
      let built = history.items[name].map { workspace.store.root.appending($0.log) }
      guard let path = [failed, built].compactMap({ $0 }).first(where: { exists($0) }) else { continue }
      found = true
      if names.count > 1 { workspace.output.show("==== \(name) ====") }
      workspace.output.show(String(decoding: try Data(contentsOf: URL(filePath: path.string)), as: UTF8.self))
    }
    guard found else {
      throw UsageError(
        "there is no log of \(work.map { "\($0) of " } ?? "")\(target.goal)",
        hint: "build it first, or see `image-builder describe \(target.goal)` for the names of its phases")
    }
  }

  /// Supplies first, then the phases in their order.
  private func order(of history: History, _ target: Target) -> [String] {
    let phases = Catalog.phases(of: target).map(\.name.rawValue)
    return history.items.keys.filter { !phases.contains($0) }.sorted() + phases
  }

  private func exists(_ path: FilePath) -> Bool { FileManager.default.fileExists(atPath: path.string) }
}
