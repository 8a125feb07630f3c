import Dispatch
import Glibc
import Testing

/// A server that takes calls and never says a word.
final class SilentServer: Sendable {
  private let socket: Int32
  /// Where it listens.
  let port: Int

  init() throws {
    socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let (socket, size) = (socket, length)
    let result = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        bind(socket, address, size) == 0 && listen(socket, 8) == 0 && getsockname(socket, address, &length) == 0
      }
    }
    try #require(result)
    port = Int(UInt16(bigEndian: address.sin_port))
  }

  deinit { close(socket) }

  /// Waits until someone calls; false after half a minute in which nobody did.
  func waitForCall() async -> Bool {
    await withCheckedContinuation { continuation in
      DispatchQueue(label: "silent server").async { [socket] in
        var waiting = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
        continuation.resume(returning: poll(&waiting, 1, 30_000) == 1)
      }
    }
  }
}
