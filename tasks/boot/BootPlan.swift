import Engine

/// What booted copies of a disk are checked for, and what those become that the first firmware starts.
struct BootPlan: Encodable, Sendable {
  /// What every machine is checked for, besides `bootChecks`.
  let checks: String
  /// The nodes of one cluster, its control plane first; empty where the first firmware starts a machine like the others.
  let cluster: [ClusterMachine]

  /// Works it out from variables; throws `Failure` where they contradict each other.
  init(checks: String, _ circumstances: Circumstances) throws {
    self.checks = checks
    cluster = try Cluster.machines(circumstances)
  }
}
