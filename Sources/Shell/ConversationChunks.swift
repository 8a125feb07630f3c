/// The standard output of a conversation's child.
public struct ConversationChunks: AsyncSequence, Sendable {
  let queue: ChunkQueue

  /// Reads what no other iterator has read yet.
  public func makeAsyncIterator() -> Iterator { Iterator(queue: queue) }

  /// Takes chunks out of the conversation.
  public struct Iterator: AsyncIteratorProtocol {
    let queue: ChunkQueue

    /// The next bytes, nil at the end of the output; throws `CancellationError` if the task is cancelled.
    public func next() async throws -> [UInt8]? { try await queue.pop() }
  }
}
