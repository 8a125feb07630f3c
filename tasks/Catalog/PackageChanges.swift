public import Engine
import FoundationEssentials
import ImageSandbox
import ImageTree
import Shell
public import SystemPackage
public import TaskGraph
public import Variables

/// How what package archives have now differs from what a work took from them; nil for a work that took nothing.
///
/// Nothing is built, and nothing of the cache is changed but lists of packages. Throws `Failure` where an archive cannot be
/// asked.
///
/// - Parameters:
///   - kept: the work.
///   - variables: those of a target that it was made for.
///   - store: the folder of the cache.
public func packageChanges(
  of kept: KeptWork, _ variables: VariableSet, store: FilePath
) async throws -> [PackageChange]? {
  let requests = try PackageFacts.requests(in: kept.facts)
  guard !requests.isEmpty else { return nil }
  let inquiry = PackageInquiry(kept: kept, variables: variables, store: store)
  do {
    return try await inquiry.changes(requests)
  } catch let error as CommandError {
    let said = error.lastLines.filter { line in ["E: ", "Err:", "W: Failed"].contains { line.hasPrefix($0) } }
    throw Failure(
      "what \(kept.work.name) took cannot be compared with what the archives have: "
        + "`\(error.command.arguments.first ?? "a command")` \(error.status)",
      lines: said.isEmpty ? error.lastLines : said,
      hint: "see whether the archives can be reached from here; proxies are variables: http_proxy")
  }
}
