import Console
import ImageSandbox
import Shell
import SystemPackage

/// Commands in a throwaway layer over an image.
struct ImageShell {
  private let root: FilePath
  private let layers: [FilePath]
  private let network: Bool

  /// Prepares to run commands over these layers of the store at `root`, nearest first.
  init(_ root: FilePath, layers: [FilePath], network: Bool) {
    self.root = root
    self.layers = layers
    self.network = network
  }

  /// Runs a command and shows what it prints.
  func run(_ command: [String]) async throws {
    try await Sandbox.withThrowawayLayer(over: layers, store: root) { session in
      let output = Output()
      let result = try await session.runAllowingFailure(
        SandboxCommand(command.isEmpty ? ["/bin/bash"] : command, network: network)
      ) { line in output.show(line.text) }
      if result.status != .exited(0) { throw ExitCode.failed }
    }
  }
}
