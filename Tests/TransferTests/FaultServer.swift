import Glibc
import Synchronization
import Testing

/// `Tests/Fixtures/fault-server.py`, running: one process for all tests, each with a part of its own.
struct FaultServer {
  /// Where it listens, without a slash at the end.
  let address: String
  /// The first part of this test's paths.
  let part: String

  private static let started = Result { try start() }
  private static let count = Atomic(0)

  /// A part of the server for one test.
  init() throws {
    address = "http://127.0.0.1:\(try Self.started.get())"
    part = "test\(Self.count.add(1, ordering: .relaxed).newValue)"
  }

  /// The URL of a chain of faults and a file, see the server.
  func url(_ path: String) -> String { "\(address)/\(part)/\(path)" }

  /// The list of this test's requests.
  var logURL: String { "\(address)/log/\(part)" }

  /// The bytes that the server makes up for a file of `size`.
  static func content(_ size: Int, seed: Int = 0) -> [UInt8] {
    (0..<size).map { UInt8(($0 % 251 * 7 + seed) % 251) }
  }

  /// Starts the server and returns its port. It ends with this process, because it watches its standard input, whose
  /// other end is never closed here.
  private static func start() throws -> Int {
    let folder = #filePath.split(separator: "/").dropLast(2).joined(separator: "/")
    let (input, output) = (try makePipe(), try makePipe())
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, input.read, 0)
    posix_spawn_file_actions_adddup2(&actions, output.write, 1)
    var arguments: [UnsafeMutablePointer<CChar>?] = [
      strdup("python3"), strdup("/\(folder)/Fixtures/fault-server.py"), nil,
    ]
    defer { arguments.forEach { free($0) } }
    var pid: pid_t = 0
    let result = posix_spawnp(&pid, "python3", &actions, nil, &arguments, environ)
    try #require(result == 0, "python3 is needed for these tests")
    close(input.read)
    close(output.write)
    defer { close(output.read) }
    var line: [UInt8] = []
    var byte: UInt8 = 0
    while read(output.read, &byte, 1) == 1, byte != UInt8(ascii: "\n") { line.append(byte) }
    return try #require(Int(String(decoding: line, as: UTF8.self)))
  }

  private static func makePipe() throws -> (read: Int32, write: Int32) {
    var ends: [Int32] = [0, 0]
    try #require(pipe(&ends) == 0)
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return (ends[0], ends[1])
  }
}
