import Console
import Glibc
import ImageSandbox
import Shell
import SystemPackage

/// Commands in a throwaway layer over an image.
struct ImageShell {
  /// The store that the layers lie in.
  let store: FilePath
  /// The layers, nearest first.
  let layers: [FilePath]
  /// Whether commands have this machine's network.
  let network: Bool
  /// The kind of terminal that a person looks at, as `TERM` names it.
  let terminalKind: String

  /// Runs a command, a login shell if it is empty, and returns the status to exit with: the command's own, or 128 and
  /// its signal.
  ///
  /// On a terminal it has a terminal of its own; `greeting` is shown then.
  func run(_ command: [String], greeting: String) async throws -> Int32 {
    try await Sandbox.withThrowawayLayer(over: layers, store: store) { session in
      let streams = try StandardStreams()
      var inside = SandboxCommand(command.isEmpty ? ["/bin/bash", "-l"] : command, network: network)
      if streams.window != nil {
        Output().notice(greeting)
        inside.environment["TERM"] = terminalKind
      }
      let terminal = streams.window == nil ? nil : RawTerminal()
      let changes = WindowChanges { streams.windowChanged() }
      defer {
        changes.stop()
        terminal?.restore()
      }
      let status: CommandStatus
      do {
        status = try await session.converse(inside, terminal: streams.window, input: streams.input) {
          bytes, stream in try await streams.write(bytes, to: stream)
        }
      } catch Errno.brokenPipe {
        // As if the command itself had written to the pager that was closed.
        status = .signaled(Int(SIGPIPE))
      }
      return switch status {
      case .exited(let status): Int32(clamping: status)
      case .signaled(let signal): 128 + Int32(clamping: signal)
      case .notStarted(let reason): throw SandboxError(reason)
      }
    }
  }
}
