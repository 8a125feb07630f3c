import ImageQEMU

/// A machine that becomes a node of a cluster, and how it is seen that it is one.
struct ClusterMachine: Encodable, Sendable {
  /// What it is called, and its node.
  let name: String
  /// The cloud-init user data that it gets.
  let orders: String
  /// What it is checked for, in the words of `CheckWords`.
  let checks: String
  /// Its memory in MiB.
  let memory: Int
  /// How many processors it has.
  let processors: Int
  /// How many seconds it may take.
  let seconds: Int

  /// The same for whoever boots.
  var bootOrders: BootOrders {
    BootOrders(name: name, userData: orders, memory: memory, processors: processors, seconds: seconds)
  }
}
