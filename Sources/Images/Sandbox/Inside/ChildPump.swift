import CNamespaces
import Glibc

/// Moves bytes to and from one child until it and all that it started have ended, and exits if the builder does.
struct ChildPump {
  /// How many bytes wait for a child that does not read before the builder has to wait, too.
  private static let limit = 1 << 18

  private let child: Int32
  private let signals: Int32
  private var inputs = PendingInput()
  private var outputs: [(descriptor: Int32, take: ([UInt8]) throws(SandboxError) -> Void)] = []
  private var ask: (() throws(SandboxError) -> SandboxInput?)?

  /// A pump for `child`; `signals` is readable when a child has ended.
  init(child: Int32, signals: Int32) {
    self.child = child
    self.signals = signals
  }

  /// What the child reads; the pump closes the descriptor.
  mutating func feed(_ descriptor: Int32, _ bytes: [UInt8]) {
    inputs = PendingInput(descriptor, bytes)
    inputs.end()
  }

  /// What the child reads is `ask`'s to say, which is called whenever the builder says something; the pump closes the
  /// descriptor.
  mutating func feed(_ descriptor: Int32, asking ask: @escaping () throws(SandboxError) -> SandboxInput?) {
    inputs = PendingInput(descriptor, [])
    self.ask = ask
  }

  /// What the child prints goes to `take`; the pump closes the descriptor.
  mutating func watch(_ descriptor: Int32, _ take: @escaping ([UInt8]) throws(SandboxError) -> Void) {
    outputs.append((descriptor, take))
  }

  /// Returns how the child ended, when nothing is left of it.
  mutating func run() throws(SandboxError) -> ended_process {
    defer {
      for output in outputs where output.descriptor >= 0 { close(output.descriptor) }
      inputs.close()
    }
    var ended: ended_process?
    inputs.write()
    while true {
      // What was killed is gone only when it was reaped: until then it may hold the layer's files.
      if let ended, outputs.allSatisfy({ $0.descriptor < 0 }), namespaces_has_children() == 0 { return ended }
      let listens = ask != nil && ended == nil && inputs.count < Self.limit
      var polled = [
        pollfd(fd: 0, events: Int16(listens ? POLLIN : 0), revents: 0),
        pollfd(fd: signals, events: Int16(POLLIN), revents: 0),
        pollfd(fd: inputs.isWaiting ? inputs.descriptor : -1, events: Int16(POLLOUT), revents: 0),
      ]
      polled += outputs.map { pollfd(fd: $0.descriptor, events: Int16(POLLIN), revents: 0) }
      if poll(&polled, nfds_t(polled.count), -1) < 0 && errno != EINTR { try check(-1, "wait for a command") }
      // The builder is gone or wants us gone.
      if polled[0].revents & Int16(POLLHUP | POLLERR) != 0 { namespaces_exit(0) }
      if listens && polled[0].revents & Int16(POLLIN) != 0 { try listen() }
      if polled[2].revents != 0 { inputs.write() }
      for index in outputs.indices where polled[3 + index].revents != 0 {
        guard let bytes = try available(outputs[index].descriptor) else { continue }
        if bytes.isEmpty {
          close(outputs[index].descriptor)
          outputs[index].descriptor = -1
        } else {
          try outputs[index].take(bytes)
        }
      }
      if polled[1].revents != 0 { reap(&ended) }
    }
  }

  /// What a descriptor has: empty at its end, nil for nothing now.
  private func available(_ descriptor: Int32) throws(SandboxError) -> [UInt8]? {
    do {
      return try readSome(descriptor)
    } catch {
      // A terminal that no process has open any more.
      if error.code == EIO { return [] }
      if error.code == EAGAIN { return nil }
      throw error
    }
  }

  private mutating func listen() throws(SandboxError) {
    switch try ask?() {
    case .bytes(let bytes):
      inputs.append(bytes)
      inputs.write()
    case .end:
      inputs.end()
      inputs.write()
    case .window(let size):
      // The terminal of a command that has just ended needs none.
      _ = namespaces_set_terminal_size(
        inputs.descriptor, Int32(clamping: size.rows), Int32(clamping: size.columns))
    case nil: break
    }
  }

  /// Takes ended processes away; when the child itself has ended, whatever it left running ends too.
  private func reap(_ ended: inout ended_process?) {
    namespaces_drain_signals(signals)
    var one = ended_process()
    while namespaces_reap(&one) == 1 {
      guard one.identifier == child else { continue }
      ended = one
      namespaces_kill_all()
    }
  }
}
