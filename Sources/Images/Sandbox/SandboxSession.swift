public import Shell
import Synchronization
import SystemPackage

/// A running sandbox; one request is served at a time, in the order in which they are made.
public final class SandboxSession: Sendable {
  private let conversation: Conversation
  private let plan: SandboxPlan
  let turn = Turn()
  /// Bytes of the sandbox that belong to its next reply.
  private let received = Mutex<[UInt8]>([])

  init(conversation: Conversation, plan: SandboxPlan) {
    self.conversation = conversation
    self.plan = plan
  }

  /// Runs a command to its end; whatever it leaves running ends with it.
  ///
  /// `onLine` gets every line as it comes. Throws `CommandError` if it fails, `SandboxError` if it cannot be started.
  @discardableResult
  public func run(
    _ command: SandboxCommand, onLine: @escaping @Sendable (OutputLine) -> Void = { _ in }
  ) async throws -> CommandResult {
    let (result, lastLines) = try await perform(command, onLine: onLine)
    guard result.status == .exited(0) else {
      let shown = Command(
        command.arguments, environment: [:], directory: command.directory == "/" ? nil : FilePath(command.directory))
      throw CommandError(command: shown, status: result.status, lastLines: lastLines)
    }
    return result
  }

  /// As `run`, but an exit status or a signal is a result and not an error.
  public func runAllowingFailure(
    _ command: SandboxCommand, onLine: @escaping @Sendable (OutputLine) -> Void = { _ in }
  ) async throws -> CommandResult {
    try await perform(command, onLine: onLine).result
  }

  private func perform(
    _ command: SandboxCommand, onLine: @escaping @Sendable (OutputLine) -> Void
  ) async throws -> (result: CommandResult, lastLines: [String]) {
    let contained = try contained(command, input: .payload)
    return try await turn.take {
      try await request(.run(contained), payload: command.input)
      var collected = CollectedOutput(onLine: onLine)
      let status = try await followToEnd { bytes, stream in collected.take(bytes, stream) }
      collected.finish()
      let output = String(decoding: collected.output, as: UTF8.self)
      return (CommandResult(output: output, status: status), collected.lastLines)
    }
  }

  /// A command in the words of the wire, with all that it finds around it.
  func contained(_ command: SandboxCommand, input: ContainedCommand.Input) throws -> ContainedCommand {
    for bind in command.binds {
      for path in [bind.source, bind.target] where !path.hasPrefix("/") {
        throw SandboxError("`\(path)`, which `\(command.arguments.first ?? "")` is to see, must be an absolute path")
      }
    }
    var environment = Surroundings.environment(sourceDateEpoch: plan.sourceDateEpoch)
    // The host's /root may be closed to us.
    if command.root == .host { environment["HOME"] = "/tmp" }
    environment.merge(command.environment) { _, given in given }
    return ContainedCommand(
      arguments: command.arguments, environment: environment, directory: command.directory,
      network: command.network, root: command.root, binds: command.binds,
      entersImage: command.entersImage, input: input)
  }

  /// Hands on what the running command prints, until it ends.
  func followToEnd(
    _ onBytes: ([UInt8], OutputLine.Stream) async throws -> Void
  ) async throws -> CommandStatus {
    while true {
      let (reply, payload) = try await receive()
      switch reply {
      case .output(let isError): try await onBytes(payload, isError ? .error : .output)
      case .ended(let exitStatus, let signal): return signal == 0 ? .exited(exitStatus) : .signaled(signal)
      default: throw Self.unexpected(reply)
      }
    }
  }

  /// Asks for file work and returns what it answers.
  func ask(_ request: FileRequest, payload: [UInt8] = []) async throws -> (reply: SandboxReply, payload: [UInt8]) {
    try await turn.take {
      try await self.request(.file(request), payload: payload)
      return try await receive()
    }
  }

  /// Hands the plan over; throws if it cannot be carried out.
  func begin() async throws {
    guard plan.store.isAbsolute else { throw SandboxError("the store `\(plan.store)` must be an absolute path") }
    var setUp = SandboxSetUp(store: plan.store.string, lower: [], sourceDateEpoch: plan.sourceDateEpoch)
    switch plan.root {
    case .none: break
    case .directory(let path): setUp.directory = path.string
    case .layers(let lower, let upper, let work):
      guard upper != nil || !lower.isEmpty, (upper == nil) == (work == nil) else {
        throw SandboxError("a root needs a layer, and `upper` and `work` only come together")
      }
      setUp.lower = lower.map(relative)
      setUp.upper = upper.map(relative)
      setUp.work = work.map(relative)
    }
    setUp.foreign = plan.foreign
    let ready = setUp
    try await turn.take {
      try await request(.begin(ready))
      guard case (.done, _) = try await receive() else { throw SandboxError("the sandbox did not begin") }
    }
  }

  /// Overlay's options are short if its layers are named from the store.
  private func relative(_ path: FilePath) -> String {
    var relative = path
    return relative.removePrefix(plan.store) ? relative.string : path.string
  }

  /// Asks for what the next reply answers.
  ///
  /// A sandbox that reads no more is no error here: the reply is what it said before it ended.
  func request(_ request: SandboxRequest, payload: [UInt8] = []) async throws {
    do { try await send(request, payload: payload) } catch is ConversationClosed {}
  }

  /// Tells the sandbox something that it does not answer.
  func send(_ request: SandboxRequest, payload: [UInt8] = []) async throws {
    try await conversation.write(try Frame.encode(request, payload: payload))
  }

  /// The next reply; throws what the sandbox says went wrong.
  private func receive() async throws -> (SandboxReply, [UInt8]) {
    let lengths = try Frame.lengths(try await take(Frame.prefixLength))
    let header = try await take(lengths.header)
    let payload = try await take(lengths.payload)
    let reply = try Frame.decode(SandboxReply.self, header)
    if case .failed(let message, let hint, let code) = reply { throw SandboxError(message, hint: hint, code: code) }
    return (reply, payload)
  }

  private func take(_ count: Int) async throws -> [UInt8] {
    let chunks = conversation.chunks.makeAsyncIterator()
    while received.withLock({ $0.count }) < count {
      guard let chunk = try await chunks.next() else { throw SandboxError("the sandbox ended by itself") }
      received.withLock { $0.append(contentsOf: chunk) }
    }
    return received.withLock { bytes in
      let taken = Array(bytes.prefix(count))
      bytes.removeFirst(count)
      return taken
    }
  }

  /// A reply that does not answer what was asked.
  static func unexpected(_ reply: SandboxReply) -> SandboxError {
    SandboxError("the sandbox answered something else than it was asked: \(reply)")
  }
}
