import Engine
import ImageSandbox
import ImageTree
import SystemPackage
import TaskGraph
import Variables

/// Asks package archives again for what a work took from them.
struct PackageInquiry {
  /// The work.
  let kept: KeptWork
  /// The variables of a target that it was made for.
  let variables: VariableSet
  /// The folder of the cache.
  let store: FilePath

  /// The layers that the work left, nearest first.
  private var trees: [FilePath] { (kept.tree.map { [$0] } ?? []) + kept.below }

  /// How what would be taken now differs from what was taken.
  func changes(_ requests: [PackageRequest]) async throws -> [PackageChange] {
    // The same lists of packages give the same answers, in a small part of the time. No state knows source packages.
    let isOfLists = requests.allSatisfy { if case .source = $0 { false } else { true } }
    let states = ArchiveStates(in: kept.facts).states
    if isOfLists, !states.isEmpty,
      try await withImage(over: trees, { try await $0.currentArchiveStates() }) == states
    {
      return []
    }
    return PackageChange.between(PackageFacts.versions(in: kept.facts), try await answer(requests))
  }

  /// The versions that would be taken now, by package.
  private func answer(_ requests: [PackageRequest]) async throws -> [String: String] {
    var versions: [String: String] = [:]
    var calls: [[String]] = []
    var sources: [String] = []
    for request in requests {
      switch request {
      case .bootstrap(let suite, let mirrors, let components, let packages, let refused):
        versions = try await withImage(over: []) { image in
          try await image.resolveBootstrap(
            suite: suite, mirrors: mirrors, components: components, packages: packages, refusing: refused)
        }
      case .change(let arguments): calls.append(arguments)
      case .source(let name): sources.append(name)
      }
    }
    guard !calls.isEmpty || !sources.isEmpty else { return versions }
    let (asked, fetched) = (calls, sources)
    let found = try await withImage(over: trees) { image in
      var found =
        asked.isEmpty
        ? [:] : try await image.resolveChanges(asked, before: kept.below.map { store.pushing($0) })
      for name in fetched { found[PackageFacts.sourceTitle(name)] = try await image.resolveSource(name) }
      return found
    }
    return versions.merging(found) { _, new in new }
  }

  private func withImage<T: Sendable>(
    over layers: [FilePath], _ body: (Image) async throws -> T
  ) async throws -> T {
    let values = DeclaredValues(variables, declared: Set(imageReads), reader: "the inquiry")
    let architecture = try architecture(values)
    let (proxies, netrc) = (try proxyEnvironment(values), try netrcFile(values))
    let mirrored = try mirrored(values)
    let authorities = try trustedAuthorities(values, pool: store.appending("packages"))
    return try await Sandbox.withThrowawayLayer(
      over: layers, store: store, sourceDateEpoch: Int64(try values.integer(.sourceDateEpoch))
    ) { session in
      try await body(
        Image(
          session: session, values: values, architecture: architecture,
          packages: PackagePool(store.appending("packages")), networkEnvironment: proxies, netrc: netrc,
          authorities: authorities, mirrored: mirrored))
    }
  }
}
