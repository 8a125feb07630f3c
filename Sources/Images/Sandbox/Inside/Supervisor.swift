import CNamespaces
import Glibc

/// The first process of a sandbox: does what the builder asks, one thing at a time, and watches whether it still lives.
///
/// It has one thread. Whatever takes time is done by a child, so that the end of standard input is seen at once; this
/// process exits then, and the kernel ends all others and their mounts.
struct Supervisor {
  private var root: SandboxRoot
  private let signals: Int32

  /// Serves until the builder closes the pipe.
  static func serve() -> Never {
    do {
      var supervisor = Supervisor(
        root: SandboxRoot(), signals: try check(namespaces_child_signals(), "watch child processes"))
      while let (request, payload) = try nextRequest() {
        do {
          try supervisor.answer(request, payload)
        } catch {
          try send(SandboxProcess.reply(error))
        }
      }
    } catch {
      SandboxProcess.say(error)
    }
    namespaces_exit(0)
  }

  private static func nextRequest() throws(SandboxError) -> (SandboxRequest, [UInt8])? {
    guard let prefix = try readExactly(0, Frame.prefixLength) else { return nil }
    let lengths = try Frame.lengths(prefix)
    guard let header = try readExactly(0, lengths.header), let payload = try readExactly(0, lengths.payload) else {
      return nil
    }
    guard let request = try? Frame.decode(SandboxRequest.self, header) else {
      throw SandboxError("the sandbox does not understand what it was asked")
    }
    return (request, payload)
  }

  private static func send(_ reply: SandboxReply, payload: [UInt8] = []) throws(SandboxError) {
    guard let frame = try? Frame.encode(reply, payload: payload) else {
      throw SandboxError("a reply cannot be written down")
    }
    try writeAll(1, frame)
  }

  private mutating func answer(_ request: SandboxRequest, _ payload: [UInt8]) throws(SandboxError) {
    switch request {
    case .begin(let setUp):
      try root.setUp(setUp)
      try Self.send(.done)
    case .run(let command):
      let ended = try run(command, input: payload)
      try Self.send(.ended(exitStatus: Int(ended.exit_status), signal: Int(ended.signal)))
    case .input, .resize:
      // The command had ended before it could be told.
      break
    case .file(let file):
      if case .seal = file { try root.close() }
      try work(file, payload)
    }
  }

  private mutating func run(_ command: ContainedCommand, input: [UInt8]) throws(SandboxError) -> ended_process {
    let place = try root.prepare(command)
    defer { root.tidy(place) }
    let streams = try CommandStreams(command.input, devices: SandboxRoot.image + "/dev")
    let child: Int32
    do throws(SandboxError) {
      defer { streams.closeInner() }
      child = try start(command, at: place, streams)
    } catch {
      streams.closeOuter()
      throw error
    }
    var pump = ChildPump(child: child, signals: signals)
    if case .payload = command.input {
      pump.feed(streams.outer.input, input)
    } else {
      pump.feed(streams.outer.input) { () throws(SandboxError) in try Self.nextInput() }
    }
    pump.watch(streams.outer.output) { bytes throws(SandboxError) in
      try Self.send(.output(isError: false), payload: bytes)
    }
    if let errors = streams.outer.errors {
      pump.watch(errors) { bytes throws(SandboxError) in try Self.send(.output(isError: true), payload: bytes) }
    }
    return try pump.run()
  }

  /// What the builder has for the running command.
  private static func nextInput() throws(SandboxError) -> SandboxInput? {
    switch try nextRequest() {
    case (.input, let payload)?: payload.isEmpty ? .end : .bytes(payload)
    case (.resize(let size), _)?: .window(size)
    case .some: throw SandboxError("a command is running")
    case nil: namespaces_exit(0)
    }
  }

  /// Starts a command; answers its process.
  private func start(
    _ command: ContainedCommand, at place: SandboxRoot.Place, _ streams: CommandStreams
  ) throws(SandboxError) -> Int32 {
    var stage: UnsafePointer<CChar>?
    let strings = place.binds.flatMap { [$0.source, "." + $0.target] }
    let environment = command.environment.map { "\($0.key)=\($0.value)" }.sorted()
    let started = withStrings(command.arguments) { arguments in
      withStrings(environment) { environment in
        withStrings([place.path, command.directory] + strings) { texts in
          let mounts = place.binds.indices.map {
            command_mount(
              source: texts[2 + 2 * $0], target: texts[3 + 2 * $0], read_only: place.binds[$0].isReadOnly ? 1 : 0)
          }
          return arguments.withUnsafeBufferPointer { arguments in
            environment.withUnsafeBufferPointer { environment in
              mounts.withUnsafeBufferPointer { mounts in
                var wanted = contained_command(
                  arguments: arguments.baseAddress, environment: environment.baseAddress, root: texts[0],
                  directory: texts[1], mounts: mounts.baseAddress, mount_count: mounts.count,
                  network: command.network ? -1 : root.network, input: streams.inner.input,
                  output: streams.inner.output, errors: streams.inner.errors,
                  has_terminal: streams.isTerminal ? 1 : 0)
                return namespaces_spawn(&wanted, &stage)
              }
            }
          }
        }
      }
    }
    let failedStage = stage.map { String(cString: $0) } ?? "start"
    return try check(started, "\(failedStage) for `\(command.arguments.first ?? "")`")
  }

  /// Lets a child do file work and passes its answer on.
  private func work(_ request: FileRequest, _ payload: [UInt8]) throws(SandboxError) {
    let pipe = try makePipe()
    let child = try check(namespaces_fork(), "start a process")
    if child == 0 {
      close(pipe.reading)
      let worker = FileWorker(root: root, output: pipe.writing)
      goOnInFreshThread { worker.run(request, payload) }
    }
    close(pipe.writing)
    var answer: [UInt8] = []
    var pump = ChildPump(child: child, signals: signals)
    pump.watch(pipe.reading) { answer.append(contentsOf: $0) }
    let ended = try pump.run()
    guard ended.exit_status == 0 else {
      throw SandboxError("file work inside the sandbox was ended by signal \(ended.signal)")
    }
    try writeAll(1, answer)
  }
}
