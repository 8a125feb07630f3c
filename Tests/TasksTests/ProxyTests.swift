import Engine
import ImageSandbox
import ImageTree
import RecordingImage
import TaskGraph
import TestSupport
import Testing
import Variables

@testable import Tasks

/// Proxies reach what uses the network, and nothing else.
@Suite struct ProxyTests {
  private let proxies = ["http_proxy": "http://name:password@127.0.0.1:3128", "no_proxy": "example.invalid"]

  @Test func `proxies that are set are given by the names that programs know`() throws {
    let setting = Setting("", "http_proxy=http://name:password@127.0.0.1:3128", "no_proxy=example.invalid")
    let values = try setting.circumstances(of: qemuDebian12).declared(proxyReads, by: "the test")
    #expect(try proxyEnvironment(values) == proxies)
    #expect(
      try proxyEnvironment(Setting("").circumstances(of: qemuDebian12).declared(proxyReads, by: "the test")).isEmpty)
  }

  @Test func `only commands that have the network learn of proxies, and no command line or file does`() async throws {
    try await withTestDirectory { directory in
      let session = RecordingSession()
      let image = Image(
        session: session, values: DeclaredValues(VariableSet([]), declared: [], reader: "the test"),
        architecture: .amd64,
        packages: PackagePool(directory), networkEnvironment: proxies)
      try await image.installPackages(["chrony"])
      try await image.bootstrap(suite: "bookworm")
      try await image.run("ordinary", environment: ["A": "b"])
      #expect(session.commands.contains { $0.network } && session.commands.contains { !$0.network })
      for command in session.commands {
        #expect(
          command.environment["http_proxy"] == (command.network ? proxies["http_proxy"] : nil), "\(command.arguments)")
        #expect(!command.arguments.contains { $0.contains("password") })
      }
      #expect(!session.entries.keys.contains { session.text($0)?.contains("password") == true })
    }
  }
}
