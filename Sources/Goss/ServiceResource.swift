/// A resource `service`: whether it starts at boot, and whether it runs then.
enum ServiceResource {
  /// What its attributes demand.
  static func statements(_ attributes: inout Attributes, prefix: String) throws(SpecificationError) -> [Statement] {
    let service = attributes.name
    let (enabled, running) = (try attributes.boolean("enabled"), try attributes.boolean("running"))
    guard enabled != nil || running != nil else { throw attributes.missing("enabled` or `running") }
    var statements: [Statement] = []
    if let enabled {
      let name = "\(prefix)service \(service) \(enabled ? "starts" : "does not start") at boot"
      statements.append(Statement(.sealed, "service_starts", [name, enabled ? "yes" : "no", service]))
    }
    if let running {
      let name = "\(prefix)service \(service) \(running ? "runs" : "does not run")"
      statements.append(Statement(.booted, "service_runs", [name, running ? "yes" : "no", service]))
    }
    return statements
  }
}
