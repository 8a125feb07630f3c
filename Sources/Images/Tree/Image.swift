public import ImageSandbox
public import Shell
import Storage
public import SystemPackage
public import Variables

/// The root file system that a step changes: what it reads, and the verbs that it is written with.
public struct Image: Sendable {
  /// The variables that the step declared.
  public let values: DeclaredValues
  /// What the image is built for.
  public let architecture: Architecture
  /// What the image has taken from package archives.
  public let archives = ArchiveUse()

  /// What of its making a sandbox could not truly do.
  public let omissions: Omissions

  /// The running sandbox behind it; nil where it is only recorded.
  public var sandbox: SandboxSession? { session as? SandboxSession }

  let session: any ImageSession
  let packages: PackagePool
  /// A folder of the host that is there as long as the sandbox is; nil where nothing needs one.
  let scratch: FilePath?
  /// Where addresses lie that cannot be reached as they are.
  let mirrored: @Sendable (String) -> String
  private let supplies: [String: FilePath]
  private let userFiles: [String: FilePath]
  private let networkEnvironment: [String: String]
  private let netrc: FilePath?
  private let authorities: FilePath?
  private let onLine: @Sendable (OutputLine) -> Void

  /// An image in a running sandbox, or a recorded one; `supplies` and `userFiles` are the declared ones by name,
  /// `networkEnvironment` is what commands get that may use the network, `netrc` a file of the host with the passwords of
  /// package archives, `authorities` one with the certificates to trust, `mirrored` says where package archives are
  /// reached that the image knows by other addresses, `scratch` a folder of the host for what is needed
  /// only as long as the sandbox is there, and `onLine` gets what commands print, `onOmission` what a sandbox could not do.
  public init(
    session: any ImageSession, values: DeclaredValues, architecture: Architecture, packages: PackagePool,
    supplies: [String: FilePath] = [:], userFiles: [String: FilePath] = [:],
    networkEnvironment: [String: String] = [:], netrc: FilePath? = nil, authorities: FilePath? = nil,
    mirrored: @escaping @Sendable (String) -> String = { $0 }, scratch: FilePath? = nil,
    onLine: @escaping @Sendable (OutputLine) -> Void = { _ in },
    onOmission: @escaping @Sendable (String) -> Void = { _ in }
  ) {
    self.omissions = Omissions(onSentence: onOmission)
    self.session = session
    self.values = values
    self.architecture = architecture
    self.packages = packages
    self.supplies = supplies
    self.userFiles = userFiles
    self.networkEnvironment = networkEnvironment
    self.netrc = netrc
    self.authorities = authorities
    self.mirrored = mirrored
    self.scratch = scratch
    self.onLine = onLine
  }

  /// Runs a program of the image and returns what it printed on standard output.
  ///
  /// It has the fixed surroundings, and no network unless it asks. Throws `CommandError` if it fails.
  @discardableResult
  public func run(
    _ arguments: String..., environment: [String: String] = [:], network: Bool = false
  ) async throws -> String {
    try await run(SandboxCommand(arguments, environment: environment, network: network))
  }

  /// Runs a shell script in the image, which stops at the first command that fails.
  @discardableResult
  public func runScript(
    _ script: String, environment: [String: String] = [:], network: Bool = false
  ) async throws -> String {
    let input = Array(script.utf8)
    return try await run(
      SandboxCommand(["/bin/sh", "-eu"], environment: environment, input: input, network: network))
  }

  /// Runs a command that needs more than its arguments: the host's programs, binds, an input.
  @discardableResult
  public func run(_ command: SandboxCommand) async throws -> String {
    try await session.run(connected(command), onLine: onLine).output
  }

  /// Asks the image's shell something, and returns what it printed; logs need not show that.
  public func query(_ script: String) async throws -> String {
    try await query(SandboxCommand(["/bin/sh", "-eu"], input: Array(script.utf8)))
  }

  /// Runs a command whose output logs need not show, and returns that.
  func query(_ command: SandboxCommand) async throws -> String {
    try await session.run(connected(command), onLine: { _ in }).output
  }

  /// Whether a program of the image succeeds.
  public func succeeds(_ arguments: String...) async throws -> Bool {
    try await succeeds(SandboxCommand(arguments))
  }

  /// Whether a command that needs more than its arguments succeeds.
  func succeeds(_ command: SandboxCommand) async throws -> Bool {
    try await session.runAllowingFailure(connected(command), onLine: onLine).status == .exited(0)
  }

  /// A command that may use the network, with what it needs for that.
  private func connected(_ command: SandboxCommand) -> SandboxCommand {
    guard command.network else { return command }
    var command = command
    command.environment.merge(networkEnvironment) { own, _ in own }
    if let authorities { trust(authorities, &command) }
    if let netrc, ["apt-get", "mmdebstrap"].contains(command.arguments.first) {
      command.binds.append(SandboxBind(netrc, at: Apt.netrcFile, readOnly: true))
    }
    return command
  }

  /// Shows a command the certificates that it is to trust, in the ways of the programs that it may be or start.
  private func trust(_ authorities: FilePath, _ command: inout SandboxCommand) {
    let file = Apt.authoritiesFile
    command.binds.append(SandboxBind(authorities, at: file, readOnly: true))
    if command.entersImage {
      command.binds.append(SandboxBind(authorities, at: Surroundings.imagePlace + file, readOnly: true))
    }
    for name in ["SSL_CERT_FILE", "CURL_CA_BUNDLE", "REQUESTS_CA_BUNDLE", "GIT_SSL_CAINFO", "PIP_CERT"] {
      command.environment[name] = file
    }
    switch command.arguments.first {
    case "apt-get": command.arguments.insert(contentsOf: ["--option", "Acquire::https::CAInfo=\(file)"], at: 1)
    case "mmdebstrap": command.arguments.insert("--aptopt=Acquire::https::CAInfo \"\(file)\"", at: 1)
    default: break
    }
  }

  /// The text of a supply that the step declared.
  public func supplyText(_ name: String) throws -> String { try readText(supply(name)) }

  /// A supply that the step declared, as a file of the host.
  public func supply(_ name: String) throws -> FilePath {
    guard let path = supplies[name] else {
      throw ImageError(
        "the step uses the supply `\(name)`, which it does not declare",
        hint: "declared: \(supplies.keys.sorted().joined(separator: ", "))")
    }
    return path
  }

  /// A file or folder of the user's that the step declared, on the host.
  public func userFile(_ name: String) throws -> FilePath {
    guard let path = userFiles[name] else {
      throw ImageError(
        "the step uses the file `\(name)`, which it does not declare",
        hint: "declared: \(userFiles.keys.sorted().joined(separator: ", "))")
    }
    return path
  }
}
