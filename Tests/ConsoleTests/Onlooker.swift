import Dispatch
import Glibc
import Synchronization
import SystemPackage

/// A person at a terminal, who never looks away: a terminal holds some kilobytes, and who writes more into it waits.
final class Onlooker: Sendable {
  private let text = Mutex<[UInt8]>([])

  /// Looks at a terminal, and closes it when the program's end of it is closed.
  init(at person: FileDescriptor) {
    DispatchQueue(label: "onlooker").async { [self] in
      var bytes = [UInt8](repeating: 0, count: 65_536)
      while let count = try? bytes.withUnsafeMutableBytes({ try person.read(into: $0) }), count > 0 {
        text.withLock { $0 += bytes.prefix(count) }
      }
      try? person.close()
    }
  }

  /// What was written since the last time; `program` is the end that is written to.
  func seen(upToNowFrom program: FileDescriptor) async throws -> String {
    // A terminal hands on what is written a while later, and in pieces: what we write last comes last.
    let end: UInt8 = 0
    try program.writeAll([end])
    while true {
      let seen = text.withLock { text -> [UInt8]? in
        guard let place = text.firstIndex(of: end) else { return nil }
        defer { text.removeFirst(place + 1) }
        return Array(text[..<place])
      }
      if let seen { return String(decoding: seen, as: UTF8.self) }
      try await Task.sleep(for: .milliseconds(10))
    }
  }
}
