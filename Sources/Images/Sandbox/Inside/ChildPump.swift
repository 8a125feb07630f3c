import CNamespaces
import Glibc

/// Moves bytes to and from one child until it and all that it started have ended, and exits if the builder does.
struct ChildPump {
  private let child: Int32
  private let signals: Int32
  private var inputs: (descriptor: Int32, bytes: [UInt8], written: Int) = (-1, [], 0)
  private var outputs: [(descriptor: Int32, take: ([UInt8]) throws(SandboxError) -> Void)] = []

  /// A pump for `child`; `signals` is readable when a child has ended.
  init(child: Int32, signals: Int32) {
    self.child = child
    self.signals = signals
  }

  /// What the child reads; the pump closes the descriptor.
  mutating func feed(_ descriptor: Int32, _ bytes: [UInt8]) {
    _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
    inputs = (descriptor, bytes, 0)
  }

  /// What the child prints goes to `take`; the pump closes the descriptor.
  mutating func watch(_ descriptor: Int32, _ take: @escaping ([UInt8]) throws(SandboxError) -> Void) {
    outputs.append((descriptor, take))
  }

  /// Returns how the child ended, when nothing is left of it.
  mutating func run() throws(SandboxError) -> ended_process {
    defer {
      for output in outputs where output.descriptor >= 0 { close(output.descriptor) }
      if inputs.descriptor >= 0 { close(inputs.descriptor) }
    }
    var ended: ended_process?
    writeInput()
    while true {
      if let ended, outputs.allSatisfy({ $0.descriptor < 0 }) { return ended }
      var polled = [
        pollfd(fd: 0, events: 0, revents: 0),
        pollfd(fd: signals, events: Int16(POLLIN), revents: 0),
        pollfd(fd: inputs.descriptor, events: Int16(POLLOUT), revents: 0),
      ]
      polled += outputs.map { pollfd(fd: $0.descriptor, events: Int16(POLLIN), revents: 0) }
      if poll(&polled, nfds_t(polled.count), -1) < 0 && errno != EINTR { try check(-1, "wait for a command") }
      // The builder is gone or wants us gone.
      if polled[0].revents & Int16(POLLHUP | POLLERR) != 0 { namespaces_exit(0) }
      if polled[2].revents != 0 { writeInput() }
      for index in outputs.indices where polled[3 + index].revents != 0 {
        let bytes = try readSome(outputs[index].descriptor)
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

  private mutating func writeInput() {
    guard inputs.descriptor >= 0 else { return }
    while inputs.written < inputs.bytes.count {
      let count = inputs.bytes.withUnsafeBytes {
        write(inputs.descriptor, $0.baseAddress?.advanced(by: inputs.written), inputs.bytes.count - inputs.written)
      }
      if count < 0 && errno == EAGAIN { return }
      // A command need not read what it is given.
      if count < 0 { break }
      inputs.written += count
    }
    close(inputs.descriptor)
    inputs.descriptor = -1
  }
}
