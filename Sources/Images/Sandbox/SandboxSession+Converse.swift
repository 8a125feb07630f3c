public import Shell

extension SandboxSession {
  /// Runs a command that is talked to while it runs, and returns how it ended; whatever it leaves running ends with it.
  ///
  /// `input` reaches it piece by piece. With a `terminal` the command has one of its own, of that size, whose output
  /// comes as `.output`; otherwise both streams come apart, as bytes as they were written. The command's own `input` is
  /// not used. Throws `SandboxError` if it cannot be started, and what `onOutput` throws; the session is of no more use
  /// then.
  public func converse(
    _ command: SandboxCommand, terminal: WindowSize?, input: AsyncStream<SandboxInput>,
    onOutput: @escaping @Sendable ([UInt8], OutputLine.Stream) async throws -> Void
  ) async throws -> CommandStatus {
    let contained = try contained(command, input: terminal.map { .terminal($0) } ?? .stream)
    return try await turn.take {
      try await request(.run(contained))
      return try await withThrowingTaskGroup { group in
        group.addTask {
          for await piece in input {
            switch piece {
            case .bytes(let bytes): if !bytes.isEmpty { try await self.send(.input, payload: bytes) }
            // Whoever reads an ended input again is told again that it has ended, without end.
            case .end: return try await self.send(.input)
            case .window(let size): try await self.send(.resize(size))
            }
          }
        }
        defer { group.cancelAll() }
        return try await followToEnd(onOutput)
      }
    }
  }
}
