import Glibc
import SystemPackage

/// A port of the loopback that nobody listens at now; throws `Errno`.
public func freePort() throws -> UInt16 {
  let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
  guard listener >= 0 else { throw Errno(rawValue: errno) }
  defer { close(listener) }
  var address = sockaddr_in()
  address.sin_family = sa_family_t(AF_INET)
  address.sin_addr.s_addr = UInt32(INADDR_LOOPBACK).bigEndian
  var length = socklen_t(MemoryLayout<sockaddr_in>.size)
  let status = withUnsafeMutablePointer(to: &address) { pointer in
    pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
      bind(listener, address, length) == 0 ? getsockname(listener, address, &length) : -1
    }
  }
  guard status == 0 else { throw Errno(rawValue: errno) }
  return UInt16(bigEndian: address.sin_port)
}
