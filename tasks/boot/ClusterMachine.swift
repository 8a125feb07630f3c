import ImageQEMU

/// A machine that becomes a node of a cluster, and how it is seen that it is one.
struct ClusterMachine: Encodable, Sendable {
  /// What it is told to become.
  let orders: BootOrders
  /// What it is checked for, in the words of `CheckWords`.
  let checks: String
}
