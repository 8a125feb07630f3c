import Glibc
public import ImageSandbox
public import Shell
import SystemPackage

extension SandboxSession {
  /// Runs a command whose standard streams are this process's own, and returns how it ended.
  ///
  /// Where input and output are a terminal, the command gets one of its own, `kind` by name (as `TERM`), and `greeting`
  /// is called first; ours passes on every key until the command ends, also Ctrl-C. A reader of our output that goes
  /// away ends the command as SIGPIPE would.
  public func converseOnStandardStreams(
    _ command: SandboxCommand, kind: String, greeting: @Sendable () -> Void
  ) async throws -> CommandStatus {
    let streams = try StandardStreams()
    var command = command
    if streams.window != nil {
      greeting()
      command.environment["TERM"] = kind
    }
    let terminal = streams.window == nil ? nil : RawTerminal()
    defer { terminal?.restore() }
    do {
      return try await converse(command, terminal: streams.window, input: streams.input) { bytes, stream in
        try await streams.write(bytes, to: stream)
      }
    } catch Errno.brokenPipe {
      return .signaled(Int(SIGPIPE))
    }
  }
}
