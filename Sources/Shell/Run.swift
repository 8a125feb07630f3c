import Subprocess

/// Runs a command in a process group of its own to its end and returns what it printed.
///
/// `onLine` gets every line of both streams as it comes, never two at a time. Throws `CommandError` if the command
/// fails or cannot be started, and `CancellationError` if the calling task is cancelled; the whole group is gone then.
public func run(
  _ command: Command,
  onLine: @escaping @Sendable (OutputLine) -> Void = { _ in }
) async throws -> CommandResult {
  let tail = OutputTail(onLine: onLine)
  let result = try await run(command, tail: tail)
  guard result.status == .exited(0) else {
    throw CommandError(command: command, status: result.status, lastLines: tail.lastLines)
  }
  return result
}

/// As `run`, but an exit status or a signal is a result and not an error.
public func runAllowingFailure(
  _ command: Command,
  onLine: @escaping @Sendable (OutputLine) -> Void = { _ in }
) async throws -> CommandResult {
  try await run(command, tail: OutputTail(onLine: onLine))
}

private func run(_ command: Command, tail: OutputTail) async throws -> CommandResult {
  try Task.checkCancellation()
  let ending = try await withProcessGroup(command) { child in
    // An open end of its input is how a guarded command knows that we live.
    async let feeding: Void = command.endsWithCaller ? () : feed(child, command.input)
    async let errorLines = drain(child.standardError, .error, keeping: false, into: tail)
    let output = try await drain(child.standardOutput, .output, keeping: true, into: tail)
    _ = try await errorLines
    await feeding
    if command.endsWithCaller { await feed(child, nil) }
    return output
  }
  try Task.checkCancellation()
  let status = command.endsWithCaller ? Guard.status(ending.status) : ending.status
  return CommandResult(output: String(decoding: ending.value, as: UTF8.self), status: status)
}

/// Writes the input and closes it. A child need not read what it is given, so a broken pipe is no error.
private func feed(_ child: Child, _ input: [UInt8]?) async {
  if let input { _ = try? await child.standardInputWriter.write(input) }
  try? await child.standardInputWriter.finish()
}

/// Reads a stream to its end, passing its lines on; returns its bytes if they are to be kept.
func drain(
  _ sequence: SubprocessOutputSequence, _ stream: OutputLine.Stream, keeping: Bool, into tail: OutputTail
) async throws -> [UInt8] {
  var splitter = LineSplitter()
  var kept: [UInt8] = []
  for try await buffer in sequence {
    buffer.withUnsafeBytes { bytes in
      if keeping { kept.append(contentsOf: bytes) }
      splitter.take(bytes) { tail.append(OutputLine(stream: stream, text: $0)) }
    }
  }
  splitter.finish { tail.append(OutputLine(stream: stream, text: $0)) }
  return kept
}
