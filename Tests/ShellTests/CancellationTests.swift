import Glibc
import Shell
import Synchronization
import SystemPackage
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(10))) struct CancellationTests {
  @Test func `cancelling ends the whole process group and throws`() async throws {
    let pids = Pids()
    let script = "sleep 600 & sh -c 'sleep 600 & echo $!; wait' & echo $!; echo ready; wait"
    let task = Task { try await run(Command(["sh", "-c", script])) { pids.take($0) } }
    await pids.ready()
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
    await pids.expectGone()
  }

  @Test func `a child that ignores TERM is killed after its grace period`() async throws {
    let pids = Pids()
    let script = "trap '' TERM; echo $$; echo ready; while :; do sleep 1; done"
    let task = Task {
      try await run(Command(["sh", "-c", script], gracePeriod: .milliseconds(200))) { pids.take($0) }
    }
    await pids.ready()
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
    await pids.expectGone()
  }

  @Test func `a descendant that outlives the leader is killed`() async throws {
    let pids = Pids()
    // The leader goes by TERM, its child ignores it.
    let script = "sh -c 'trap \"\" TERM; echo $$; echo ready; while :; do sleep 1; done' & wait"
    let task = Task { try await run(Command(["sh", "-c", script])) { pids.take($0) } }
    await pids.ready()
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
    await pids.expectGone()
  }

  @Test func `what a command left running in the background is killed when it ends`() async throws {
    let pids = Pids()
    let result = try await run(Command(["sh", "-c", "sleep 600 & echo $!; echo ready"])) { pids.take($0) }
    #expect(result.status == .exited(0))
    await pids.expectGone()
  }

  @Test func `a child may print while it cleans up`() async throws {
    let pids = Pids()
    let script = """
      trap 'i=0; while [ $i -lt 2000 ]; do echo cleaning; i=$((i+1)); done; echo done $i; exit 1' TERM
      echo ready; while :; do sleep 0.05; done
      """
    let task = Task { try await run(Command(["sh", "-c", script])) { pids.take($0) } }
    await pids.ready()
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
    #expect(pids.lines.contains("done 2000"))
  }

  @Test func `a task that is cancelled already starts nothing`() async throws {
    try await withTestDirectory { directory in
      let task = Task {
        while !Task.isCancelled { await Task.yield() }
        _ = try await run(Command(["touch", "started"], directory: directory))
      }
      task.cancel()
      await #expect(throws: CancellationError.self) { try await task.value }
      #expect(directory.appending("started").withPlatformString { access($0, F_OK) } == -1)
    }
  }

  @Test func `a command can be cancelled at any moment of its start`() async throws {
    for delay in 0..<30 {
      let task = Task { try await run(Command(["sleep", "600"])) }
      try await Task.sleep(for: .microseconds(delay * 100))
      task.cancel()
      await #expect(throws: CancellationError.self) { try await task.value }
    }
  }
}

/// Process ids that a command printed, and whether they still live.
final class Pids: Sendable {
  private let state = Mutex<[String]>([])

  /// All lines so far.
  var lines: [String] { state.withLock { $0 } }

  func take(_ line: OutputLine) {
    state.withLock { $0.append(line.text) }
  }

  /// Returns when the command has said that it is ready and has had time to print its ids.
  func ready() async {
    while !lines.contains("ready") { try? await Task.sleep(for: .milliseconds(5)) }
    try? await Task.sleep(for: .milliseconds(100))
  }

  /// Expects that every process whose id was printed is gone, or a zombie that waits for its reaper.
  func expectGone() async {
    let pids = lines.compactMap { Int32($0) }
    #expect(!pids.isEmpty)
    for pid in pids {
      for _ in 0..<200 where isAlive(pid) { try? await Task.sleep(for: .milliseconds(5)) }
      #expect(!isAlive(pid), "process \(pid) still runs")
    }
  }

  private func isAlive(_ pid: Int32) -> Bool {
    guard let file = fopen("/proc/\(pid)/stat", "r") else { return false }
    defer { fclose(file) }
    var text = [UInt8](repeating: 0, count: 200)
    let count = fread(&text, 1, text.count, file)
    return !String(decoding: text[..<count], as: UTF8.self).contains(") Z ")
  }
}
