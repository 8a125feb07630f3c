/// A resource `port`, such as `tcp:22`: whether something listens.
enum PortResource {
  /// What its attributes demand.
  static func statements(_ attributes: inout Attributes, prefix: String) throws(SpecificationError) -> [Statement] {
    let parts = attributes.name.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, ["tcp", "tcp6", "udp", "udp6"].contains(parts[0]), let port = UInt16(parts[1]) else {
      throw attributes.error("`\(attributes.name)` is no port: tcp, tcp6, udp or udp6, a colon and a number")
    }
    let listens = try attributes.requiredBoolean("listening")
    let name = "\(prefix)\(listens ? "something" : "nothing") listens at \(attributes.name)"
    let family = parts[0].hasSuffix("6") ? "6" : "4"
    return [
      Statement(
        .booted, "port_listens", [name, listens ? "yes" : "no", family, String(parts[0].prefix(3)), "\(port)"])
    ]
  }
}
