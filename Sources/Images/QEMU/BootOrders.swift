/// What a machine is told to become while it is checked, and what it needs for that.
public struct BootOrders: Encodable, Sendable {
  /// The machine's name.
  public var name: String
  /// User data of cloud-init.
  public var userData: String
  /// The machine's memory in MiB.
  public var memory: Int
  /// How many processors it has.
  public var processors: Int
  /// How many seconds the boot may take, with all that was ordered, until checks look at what there is.
  public var seconds: Int

  /// Orders; see the properties.
  public init(name: String, userData: String, memory: Int, processors: Int, seconds: Int) {
    self.name = name
    self.userData = userData
    self.memory = memory
    self.processors = processors
    self.seconds = seconds
  }
}
