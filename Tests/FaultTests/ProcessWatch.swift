import BuildSites
import FoundationEssentials
import Storage
import Synchronization
import SystemPackage

/// Looks for secrets where they must not be: in process lists while builds run, and in files afterwards.
final class ProcessWatch: Sendable {
  /// Secrets of variables: what uses the network inside the sandbox has them in its environment, by design.
  private let given: [String]
  /// Secrets of the user's surroundings, which nothing has any use for.
  private let ambient: [String]
  private let site: Site
  private let ownNetwork: String
  private let ownProcesses: String
  private let found = Mutex<Set<String>>([])

  /// Looks for secrets in what a site's builds do.
  init(given: SecretForms, ambient: [SecretForms], at site: Site) {
    self.given = given.texts
    self.ambient = ambient.flatMap(\.texts)
    self.site = site
    ownNetwork = Self.link("/proc/self/ns/net")
    ownProcesses = Self.link("/proc/self/ns/pid")
  }

  /// Does something, and returns the processes that gave a secret away meanwhile.
  func whileWatching(_ body: () async throws -> Void) async throws -> [String] {
    let watching = Task {
      while !Task.isCancelled {
        look()
        try? await Task.sleep(for: .milliseconds(10))
      }
    }
    let result: Result<Void, any Error>
    do { result = .success(try await body()) } catch { result = .failure(error) }
    watching.cancel()
    await watching.value
    try result.get()
    return found.withLock { $0.sorted() }
  }

  /// The files in these folders that hold a secret, names and links included.
  func findings(in folders: [FilePath]) async throws -> [String] {
    let patterns = site.program.project.appending("patterns-\(UInt32.random(in: .min ... .max))")
    try writeAtomically((given + ambient).map { $0 + "\n" }.joined(), to: patterns)
    defer { try? removeTree(patterns) }
    let places = folders.map { "'\($0)'" }.joined(separator: " ")
    let listing = try await shell(
      """
      LC_ALL=C grep -ralF -f '\(patterns)' \(places) || test $? = 1
      find \(places) -printf '%p %l\\n' | LC_ALL=C grep -aF -f '\(patterns)' || test $? = 1
      """)
    return listing.split(separator: "\n").map(String.init)
  }

  /// Looks at every process but the program, whose arguments and environment are its user's, and the shells of these
  /// tests that start it. What becomes another program is looked at in the order in which it does.
  private func look() {
    for name in (try? listDirectory("/proc")) ?? [] where Int(name) != nil {
      let folder = FilePath("/proc").appending(name)
      let program = Self.link(folder.appending("exe"))
      guard !program.isEmpty else { continue }
      let arguments = Self.text(folder.appending("cmdline"))
      if program == site.program.path.string {
        if !arguments.contains("__sandbox") { continue }
      } else if arguments.contains(site.program.project.string) {
        continue
      }
      if (given + ambient).contains(where: arguments.contains) { note("\(program) has a secret among its arguments") }
      // A process that is ending has no namespaces any more.
      let (network, processes) = (Self.link(folder.appending("ns/net")), Self.link(folder.appending("ns/pid")))
      let isConnected = network == ownNetwork && processes != ownProcesses && !arguments.contains("__sandbox")
      let environment = Self.text(folder.appending("environ"))
      if ((isConnected ? [] : given) + ambient).contains(where: environment.contains) {
        note("\(program) has a secret in its environment")
      }
    }
  }

  private func note(_ finding: String) { found.withLock { _ = $0.insert(finding) } }

  private static func text(_ path: FilePath) -> String {
    (try? readFile(path)).map { String(decoding: $0, as: UTF8.self) } ?? ""
  }

  private static func link(_ path: FilePath) -> String {
    (try? FileManager.default.destinationOfSymbolicLink(atPath: path.string)) ?? ""
  }
}
