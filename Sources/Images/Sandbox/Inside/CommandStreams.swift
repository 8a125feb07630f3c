import CNamespaces
import Glibc

/// The ways into and out of a command: pipes, or a terminal.
struct CommandStreams {
  /// What the command gets as its standard streams.
  let inner: (input: Int32, output: Int32, errors: Int32)
  /// What we write to and read from; there are no `errors` where a terminal takes both.
  let outer: (input: Int32, output: Int32, errors: Int32?)
  /// Whether it is a terminal.
  let isTerminal: Bool

  /// Makes them, with descriptors that reach no other command. `devices` is the image's /dev.
  init(_ wanted: ContainedCommand.Input, devices: String) throws(SandboxError) {
    guard case .terminal(let size) = wanted else {
      let (input, output, errors) = (try makePipe(), try makePipe(), try makePipe())
      inner = (input.reading, output.writing, errors.writing)
      outer = (input.writing, output.reading, errors.reading)
      isTerminal = false
      return
    }
    var other: Int32 = -1
    let ours = try check(namespaces_open_terminal(devices + "/pts/ptmx", &other), "open a terminal")
    try check(
      namespaces_set_terminal_size(ours, Int32(clamping: size.rows), Int32(clamping: size.columns)),
      "set the size of a terminal")
    // Each end has one owner, who closes it.
    inner = (other, try copy(of: other), try copy(of: other))
    outer = (try copy(of: ours), ours, nil)
    isTerminal = true
  }

  /// Closes the command's ends, which keep the others open.
  func closeInner() {
    for descriptor in [inner.input, inner.output, inner.errors] { close(descriptor) }
  }

  /// Closes our ends, where nothing else does.
  func closeOuter() {
    for descriptor in [outer.input, outer.output, outer.errors ?? -1] where descriptor >= 0 { close(descriptor) }
  }
}

private func copy(of descriptor: Int32) throws(SandboxError) -> Int32 {
  try check(fcntl(descriptor, F_DUPFD_CLOEXEC, 3), "copy a descriptor")
}
