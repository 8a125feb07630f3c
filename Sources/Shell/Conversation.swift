import Subprocess

/// A running child that is written to and read from at the same time.
public final class Conversation: Sendable {
  /// Bytes on their way to the child, and who waits for them to be taken.
  private struct Message: Sendable {
    let bytes: [UInt8]
    let sender: CheckedContinuation<Bool, Never>
  }

  private let command: Command
  private let queue = ChunkQueue()
  private let outgoing: AsyncStream<Message>
  private let outbox: AsyncStream<Message>.Continuation

  init(command: Command) {
    self.command = command
    (outgoing, outbox) = AsyncStream.makeStream()
  }

  /// The child's standard output as it comes, in chunks of any size; to be read by one task at a time.
  public var chunks: ConversationChunks { ConversationChunks(queue: queue) }

  /// Writes to the child's standard input and returns when all of it was taken.
  ///
  /// Several tasks may write: what one call writes stays together. Output is read ahead meanwhile, so a child that
  /// answers before it has read all does not block us. Throws `ConversationClosed` if the child reads no more.
  public func write(_ bytes: [UInt8]) async throws {
    try Task.checkCancellation()
    queue.beginReadingAhead()
    defer { queue.endReadingAhead() }
    let wasTaken = await withCheckedContinuation { sender in
      let yielded = outbox.yield(Message(bytes: bytes, sender: sender))
      if case .terminated = yielded { sender.resume(returning: false) }
    }
    guard wasTaken else {
      try Task.checkCancellation()
      throw ConversationClosed(program: command.arguments.first ?? "")
    }
  }

  /// Ends the child's input; what it still prints is dropped.
  func close() {
    queue.discard()
    // A guarded command is killed at the end of its input: one that is about to exit is left to do so.
    if !(command.endsWithCaller && hasEnded) { outbox.finish() }
  }

  /// Whether the child's output has ended.
  var hasEnded: Bool { queue.hasEnded }

  /// Moves bytes both ways until the child's output ends.
  func serve(_ child: Child, tail: OutputTail) async throws {
    try await withThrowingTaskGroup { group in
      group.addTask {
        for await message in self.outgoing {
          let count = (try? await child.standardInputWriter.write(message.bytes)) ?? -1
          message.sender.resume(returning: count == message.bytes.count)
        }
        try? await child.standardInputWriter.finish()
      }
      try await withThrowingTaskGroup { errors in
        errors.addTask { _ = try await drain(child.standardError, .error, keeping: false, into: tail) }
        for try await buffer in child.standardOutput {
          await self.queue.push(buffer.withUnsafeBytes { Array($0) })
        }
        self.queue.end()
        if !self.command.endsWithCaller { self.outbox.finish() }
        try await errors.waitForAll()
      }
      self.outbox.finish()
      try await group.waitForAll()
    }
  }

  /// No child serves this conversation any more: every reader and writer is told so.
  func abandon() async {
    queue.end()
    outbox.finish()
    for await message in outgoing { message.sender.resume(returning: false) }
  }
}
