import Console
import ImageSandbox
import ImageTerminal
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
  /// What programs take for the time of the image, in seconds since 1970.
  var sourceDateEpoch: Int64 = 0
  /// What commands see of this machine.
  var binds: [SandboxBind] = []

  /// Runs a command, a login shell if it is empty, and returns the status to exit with: the command's own, or 128 and
  /// its signal. `greeting` is shown to a person at a terminal.
  func run(_ command: [String], greeting: String) async throws -> Int32 {
    try await Sandbox.withThrowawayLayer(over: layers, store: store, sourceDateEpoch: sourceDateEpoch) { session in
      let inside = SandboxCommand(command.isEmpty ? ["/bin/bash", "-l"] : command, network: network, binds: binds)
      let status = try await session.converseOnStandardStreams(inside, kind: terminalKind) {
        Output().notice(greeting)
      }
      return switch status {
      case .exited(let status): Int32(clamping: status)
      case .signaled(let signal): 128 + Int32(clamping: signal)
      case .notStarted(let reason): throw SandboxError(reason)
      }
    }
  }
}
