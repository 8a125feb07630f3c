/// Starts `command` in a process group of its own, lets `body` talk to it, and returns when the child is reaped.
///
/// When `body` returns the child's input is closed and the child is waited for; when it throws, or the calling task is
/// cancelled, the group is stopped. Throws what `body` throws, `CommandError` with the last lines of standard error if
/// the child cannot be started or fails by itself (also when `body` stumbled over just that), and `CancellationError`.
/// `command.input` is not used. A command that ends with its caller is killed at the end of its input.
nonisolated(nonsending)
  public func withConversation<T>(
    _ command: Command,
    _ body: (Conversation) async throws -> T
  ) async throws -> T
{
  try Task.checkCancellation()
  let conversation = Conversation(command: command)
  let tail = OutputTail { _ in }
  let serving = Task {
    do {
      let ending = try await withProcessGroup(command.guardedConversation()) {
        try await conversation.serve($0, tail: tail)
      }
      await conversation.abandon()
      return ending
    } catch {
      await conversation.abandon()
      throw error
    }
  }
  return try await withTaskCancellationHandler {
    let value: T
    do {
      value = try await body(conversation)
    } catch {
      // A child that has ended its output is about to exit: how it does is worth knowing. Any other is stopped at
      // once, before it can make something of the end of its input.
      let patience = Task {
        if conversation.hasEnded {
          conversation.close()
          try? await Task.sleep(for: .seconds(30))
        }
        serving.cancel()
        conversation.close()
      }
      let ending = try await serving.value
      patience.cancel()
      try Task.checkCancellation()
      if ending.wasStopped || ending.status == .exited(0) { throw error }
      throw CommandError(command: command, status: ending.status, lastLines: tail.lastLines)
    }
    conversation.close()
    let ending = try await serving.value
    try Task.checkCancellation()
    guard ending.status == .exited(0) else {
      throw CommandError(command: command, status: ending.status, lastLines: tail.lastLines)
    }
    return value
  } onCancel: {
    serving.cancel()
  }
}
