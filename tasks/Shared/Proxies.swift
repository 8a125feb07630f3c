import Variables

/// The variables of the proxies, which may hold passwords: they are in no key, and only what reaches the network gets them.
let proxyReads: [VariableName] = [.httpProxy, .httpsProxy, .noProxy]

/// The proxies by the names that programs know them by; none of those that are not set.
func proxyEnvironment(_ values: DeclaredValues) throws -> [String: String] {
  var environment: [String: String] = [:]
  for name in proxyReads {
    let proxy = try values.secret(name).reveal()
    if !proxy.isEmpty { environment[name.rawValue] = proxy }
  }
  return environment
}
