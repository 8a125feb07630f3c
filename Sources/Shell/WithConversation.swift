/// Starts `command` in a process group of its own, lets `body` talk to it, and returns when the child is reaped.
///
/// When `body` returns the child's input is closed and the child is waited for; when it throws, or the calling task is
/// cancelled, the group is stopped. Throws what `body` throws, `CommandError` with the last lines of standard error if
/// the child cannot be started or fails by itself (also when `body` stumbled over just that), and `CancellationError`.
/// `command.input` is not used.
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
      let status = try await withProcessGroup(command) { try await conversation.serve($0, tail: tail) }.status
      await conversation.abandon()
      return status
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
      // A child that has ended its output is about to exit: how it does is worth knowing.
      let patience: Duration = conversation.hasEnded ? .seconds(1) : .zero
      conversation.close()
      let ended = await end(of: serving, within: patience)
      try Task.checkCancellation()
      switch ended {
      case .success(nil), .success(.exited(0)): throw error
      case .success(let status?): throw CommandError(command: command, status: status, lastLines: tail.lastLines)
      case .failure(let failure): throw failure
      }
    }
    conversation.close()
    let status = try await serving.value
    try Task.checkCancellation()
    guard status == .exited(0) else {
      throw CommandError(command: command, status: status, lastLines: tail.lastLines)
    }
    return value
  } onCancel: {
    serving.cancel()
  }
}

/// How the child ended by itself, nil if it had to be stopped after `patience`; returns when it is reaped.
private func end(
  of serving: Task<CommandStatus, any Error>, within patience: Duration
) async -> Result<CommandStatus?, any Error> {
  let stopper = Task {
    if patience > .zero { try await Task.sleep(for: patience) }
    serving.cancel()
    return
  }
  let result = await serving.result
  let wasStopped = serving.isCancelled
  stopper.cancel()
  return wasStopped ? .success(nil) : result.map { $0 }
}
