public import Engine
import ImageSandbox
public import TaskGraph
public import Variables

/// Puts the asked targets together: one graph in which they share what they can.
///
/// Throws `Failure` and `VariableReadError`.
///
/// - Parameters:
///   - targets: the targets with their variables.
///   - skipped: the phases to leave out.
///   - toolVersions: the versions of the builder's programs that shape results, by program.
///   - now: the time in seconds since 1970, which only counts for what expires.
///   - seal: turns a secret that ends in an image into what a key may hold.
public func assemble(
  _ targets: [(target: Target, values: VariableSet)], skipping skipped: [PhaseName], toolVersions: [String: String],
  now: Int64 = 0, seal: @escaping @Sendable (String) -> String
) throws -> Assembly {
  var assembly = Assembly()
  for (target, values) in targets {
    let circumstances = Circumstances(
      target: target, values: values, codeDigests: CodeDigests.byFolder, toolVersions: toolVersions,
      surroundings: "\(Surroundings.revision)", now: now,
      keyless: [.buildCACertificates, .downloadRewrites], seal: seal)
    try assembly.add(
      Catalog.phases(of: target), gates: linuxGates, skipping: skipped, in: circumstances,
      deliver: { try await deliver($0, values) })
    let limits = circumstances.declared([.maxPackageAge], by: "the run")
    assembly.limitPackageAge(of: target, to: try limits.duration(.maxPackageAge))
  }
  return assembly
}
