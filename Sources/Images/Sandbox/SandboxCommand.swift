/// A command to be run in a sandbox.
public struct SandboxCommand: Sendable {
  /// Whose programs a command sees.
  public enum Root: String, Sendable, Codable {
    /// The image's own.
    case image
    /// The host's, read-only, with the image at `Surroundings.imagePlace`.
    case host
  }

  /// The program, looked up in `PATH` unless it holds a slash, then its arguments.
  public var arguments: [String]
  /// What the environment holds beside the fixed surroundings, or instead of them.
  public var environment: [String: String]
  /// The directory to run in, a path of the command's root.
  public var directory: String
  /// What standard input holds.
  public var input: [UInt8]
  /// Whether it has the host's network; without, there is only a loopback.
  public var network: Bool
  /// Whose programs it sees.
  public var root: Root
  /// What it sees of the host.
  public var binds: [SandboxBind]
  /// Whether one of the host's programs goes on to run the image's own, which then need the network's resolver too.
  public var entersImage: Bool

  /// A command; see the properties.
  public init(
    _ arguments: [String], environment: [String: String] = [:], directory: String = "/", input: [UInt8] = [],
    network: Bool = false, root: Root = .image, binds: [SandboxBind] = [],
    entersImage: Bool = false
  ) {
    self.arguments = arguments
    self.environment = environment
    self.directory = directory
    self.input = input
    self.network = network
    self.root = root
    self.binds = binds
    self.entersImage = entersImage
  }
}
