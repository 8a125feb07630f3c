import Engine
import FoundationEssentials
import SystemPackage
import Variables

/// The variables of the proxies, which may hold passwords: they are in no key, and only what reaches the network gets them.
let proxyReads: [VariableName] = [.httpProxy, .httpsProxy, .noProxy]

/// What whoever reaches the network reads: nothing of it is in a key.
let networkReads: [VariableName] = proxyReads + [.netrcFile, .buildCACertificates, .downloadRewrites]

/// The file with the passwords of servers, if one is set; throws `Failure` where it cannot be read.
func netrcFile(_ values: DeclaredValues) throws -> FilePath? {
  let path = try values.secret(.netrcFile).reveal()
  guard !path.isEmpty else { return nil }
  guard path.hasPrefix("/"), FileManager.default.isReadableFile(atPath: path) else {
    throw Failure(
      "netrc_file names no file that can be read", hint: "give the absolute path of a file as netrc(5) describes it")
  }
  return FilePath(path)
}

/// The proxies by the names that programs know them by; none of those that are not set.
func proxyEnvironment(_ values: DeclaredValues) throws -> [String: String] {
  var environment: [String: String] = [:]
  for name in proxyReads {
    let proxy = try values.secret(name).reveal()
    if !proxy.isEmpty { environment[name.rawValue] = proxy }
  }
  return environment
}
