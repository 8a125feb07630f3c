/// What a builder asks of a sandbox.
enum SandboxRequest: Codable, Sendable {
  /// The first one: become what the plan says.
  case begin(SandboxSetUp)
  /// Run a command; the payload is its input, or the beginning of it.
  case run(ContainedCommand)
  /// The payload is more input of the running command; empty at its end. There is no reply to it.
  case input
  /// The window of the running command's terminal has changed. There is no reply to it.
  case resize(WindowSize)
  /// Do something with files.
  case file(FileRequest)
}

/// A plan in the words of the wire: paths are absolute, or relative to `store`.
struct SandboxSetUp: Codable, Sendable {
  var store: String
  var directory: String?
  var lower: [String]
  var upper: String?
  var work: String?
  var sourceDateEpoch: Int64
  var foreign: ForeignPrograms?

  /// Whether there is a root file system at all.
  var hasRoot: Bool { directory != nil || upper != nil || !lower.isEmpty }
}

/// A command in the words of the wire.
struct ContainedCommand: Codable, Sendable {
  var arguments: [String]
  var environment: [String: String]
  var directory: String
  var network: Bool
  var root: SandboxCommand.Root
  var binds: [SandboxBind]
  var entersImage = false
  var input: Input

  /// Where its standard input comes from.
  enum Input: Codable, Sendable {
    /// The payload, and nothing more.
    case payload
    /// `SandboxRequest.input`, until one is empty.
    case stream
    /// A terminal of its own, which takes `SandboxRequest.input` and is its output and errors too.
    case terminal(WindowSize)
  }
}

/// Something to be done with files; paths are the image's unless they are called `host`.
enum FileRequest: Codable, Sendable {
  /// Write the payload.
  case write(String, mode: Int, appending: Bool)
  /// Answer the content.
  case read(String)
  /// Answer `FileFacts`.
  case facts(String, following: Bool)
  /// Make a directory and those above it.
  case makeDirectory(String, mode: Int)
  /// Make a symbolic link, in place of a file or link.
  case link(String, target: String)
  /// Remove what the patterns match, with all below.
  case remove([String])
  /// Rename, in place of a file.
  case rename(String, to: String)
  /// Set permission bits.
  case setMode(String, mode: Int)
  /// Set owner and group, of the path itself.
  case setOwner(String, owner: Int, group: Int)
  /// Answer the names in a directory, in byte order.
  case list(String)
  /// Answer the paths that a pattern matches, in byte order.
  case match(String)
  /// Answer where a path leads, below the image's root.
  case resolve(String)
  /// Copy a file of the host into the image.
  case copyIn(host: String, to: String, mode: Int)
  /// Copy a file of the image out.
  case copyOut(String, host: String)
  /// Fix the times of the writable layer and answer `LayerSeal`; the image is gone then.
  case seal
  /// Answer the `LayerSeal` of a layer of the host, which is not changed.
  case measure(host: String)
  /// Remove a tree of the host.
  case removeTree(host: String)
}
