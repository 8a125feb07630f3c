import BuildSites
import StepCache
import Storage
import SystemPackage
import TaskGraph
import Testing

/// Something bad that has happened to one result in the cache of a site.
struct CacheHarm: CustomStringConvertible {
  /// Who looks: builds at records, roots of layers, sizes and times of files; `cache verify` at everything.
  enum Onlooker { case build, verification }

  /// The phase or supply.
  let work: String
  /// The hash of its key.
  let key: String
  /// What is said to be wrong.
  let fault: String
  /// What was done, and where.
  let description: String

  /// Harms what an undisturbed build left of a work, at a site that has a copy of it, such that the onlooker sees it.
  init(
    _ work: String, of undisturbed: Undisturbed, at site: Site, for onlooker: Onlooker, _ random: inout SeededGenerator
  ) async throws {
    self.work = work
    key = undisturbed.ran.key(of: work) ?? ""
    let entry = try site.entry(key)
    let folder = site.cache.appending("results").appending(entry.result)
    switch try #require(Place.frequent(in: entry).randomElement(using: &random)) {
    case .record:
      let harm = Harm.allCases.filter { $0 != .gone }.randomElement(using: &random) ?? .cut
      try harm.happen(to: site.record(key), &random)
      (fault, description) = ("its record", "the record of \(work): \(harm)")
    case .owner:
      let other = TinySite.phases.filter { $0 != work }.randomElement(using: &random) ?? ""
      let record = try readFile(undisturbed.site.record(undisturbed.ran.key(of: other)))
      try writeInPlace(record, to: site.record(key))
      (fault, description) = ("its record", "the record of \(work) is that of \(other)")
    case .result:
      try removeTree(folder)
      (fault, description) = ("its f", "all of \(work)")
    case .files:
      let name = entry.artifacts.map(\.name).randomElement(using: &random) ?? ""
      let harm = try await Self.harmFile(name, in: folder.appending("files"), for: onlooker, &random)
      (fault, description) = ("its file", "\(work): \(harm)")
    case .tree:
      let harm = try await Self.harmTree(folder.appending("tree"), for: onlooker, &random)
      (fault, description) = ("its \(harm.isRoot ? "folder" : "tree")", "\(work): \(harm.what)")
    }
  }

  /// What of a result is harmed.
  private enum Place {
    case record, owner, result, files, tree

    /// The places that a result has; most of what a cache holds is content.
    static func frequent(in entry: Entry) -> [Place] {
      let content: [Place] =
        switch entry.kind {
        case .layer: [.tree]
        case .artifacts: [.files]
        case .record: []
        }
      return [.record, .owner, .result] + content + content + content
    }
  }

  private static func harmFile(
    _ name: String, in files: FilePath, for onlooker: Onlooker, _ random: inout SeededGenerator
  ) async throws -> String {
    guard onlooker == .verification else {
      let harm = Harm.allCases.randomElement(using: &random) ?? .gone
      try harm.happen(to: files.appending(name), &random)
      return "\(name): \(harm)"
    }
    if Int.random(in: 0...5, using: &random) == 0 {
      try writeAtomically("more\n", to: files.appending("more"))
      return "one more file"
    }
    let harm = Harm.allCases.randomElement(using: &random) ?? .gone
    try await keepingTimes(of: [files.appending(name)]) { try harm.happen(to: files.appending(name), &random) }
    return "\(name): \(harm)"
  }

  private static func harmTree(
    _ tree: FilePath, for onlooker: Onlooker, _ random: inout SeededGenerator
  ) async throws -> (isRoot: Bool, what: String) {
    if onlooker == .verification, Int.random(in: 0...5, using: &random) > 0 {
      let harm = TreeHarm.allCases.randomElement(using: &random) ?? .mode
      return (false, "\(harm) of \(try await harm.happen(in: tree, &random))")
    }
    try removeTree(tree)
    switch Int.random(in: 0...2, using: &random) {
    case 0: try makeLink(tree, to: "/")
    case 1: try writeAtomically("", to: tree)
    default: break
    }
    return (true, "no tree")
  }
}

private func writeInPlace(_ bytes: [UInt8], to file: FilePath) throws {
  let open = try FileDescriptor.open(file, .writeOnly, options: [.truncate])
  _ = try open.closeAfter { try open.writeAll(bytes) }
}
