import Shell
import Testing

// What is told by waiting for ever is told by the limit.
@Suite(.timeLimit(.minutes(10))) struct ConversationTests {
  @Test func `what is written comes back from a child that echoes it`() async throws {
    let answer = try await withConversation(Command(["cat"])) { conversation in
      try await conversation.write(Array("hello".utf8))
      var received: [UInt8] = []
      for try await chunk in conversation.chunks {
        received += chunk
        if received.count == 5 { break }
      }
      return String(decoding: received, as: UTF8.self)
    }
    #expect(answer == "hello")
  }

  @Test func `writing much without reading does not block a child that answers meanwhile`() async throws {
    let size = 16 << 20
    let count = try await withConversation(Command(["cat"])) { conversation in
      for _ in 0..<16 { try await conversation.write([UInt8](repeating: 7, count: size / 16)) }
      var count = 0
      for try await chunk in conversation.chunks {
        count += chunk.count
        if count == size { break }
      }
      return count
    }
    #expect(count == size)
  }

  @Test func `reading and writing go on at the same time`() async throws {
    let size = 64 << 20
    let count = try await withConversation(Command(["cat"])) { conversation in
      async let writing: Void = {
        for _ in 0..<(size >> 18) { try await conversation.write([UInt8](repeating: 1, count: 1 << 18)) }
      }()
      var count = 0
      for try await chunk in conversation.chunks {
        count += chunk.count
        if count == size { break }
      }
      try await writing
      return count
    }
    #expect(count == size)
  }

  @Test func `what each of several tasks writes stays together`() async throws {
    let size = 200_000
    let text = try await withConversation(Command(["cat"])) { conversation in
      try await withThrowingTaskGroup { group in
        for letter in "abcd".utf8 {
          group.addTask { try await conversation.write([UInt8](repeating: letter, count: size)) }
        }
        try await group.waitForAll()
      }
      var received: [UInt8] = []
      for try await chunk in conversation.chunks {
        received += chunk
        if received.count == 4 * size { break }
      }
      return received
    }
    let pieces = stride(from: 0, to: text.count, by: size).map { Set(text[$0..<($0 + size)]) }
    #expect(pieces.allSatisfy { $0.count == 1 } && Set(pieces.joined()).count == 4)
  }

  @Test func `a child that never reads can be given up by cancelling`() async throws {
    let task = Task {
      try await withConversation(Command(["sleep", "600"])) { conversation in
        try await conversation.write([UInt8](repeating: 0, count: 1 << 20))
      }
    }
    try await Task.sleep(for: .milliseconds(100))
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
  }

  @Test func `a reader that waits is woken by cancelling`() async throws {
    let task = Task {
      try await withConversation(Command(["sleep", "600"])) { conversation in
        for try await _ in conversation.chunks {}
      }
    }
    try await Task.sleep(for: .milliseconds(100))
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
  }

  @Test func `an error of the body stops the child and is thrown`() async throws {
    struct Oops: Error {}
    await #expect(throws: Oops.self) {
      try await withConversation(Command(["sleep", "600"])) { _ in throw Oops() }
    }
  }

  @Test func `a child that fails is told with its last words, whatever the body made of it`() async throws {
    struct Oops: Error {}
    let command = Command(["sh", "-c", "echo 'cannot mount' >&2; exit 4"])
    let error = try #require(
      await #expect(throws: CommandError.self) {
        try await withConversation(command) { conversation in
          for try await _ in conversation.chunks {}
          throw Oops()
        }
      })
    #expect(error.status == .exited(4) && error.lastLines == ["cannot mount"])
  }

  @Test func `a child that is stopped is not blamed for how it ends`() async throws {
    struct Oops: Error {}
    let command = Command(["sh", "-c", "trap 'exit 9' TERM; echo ready; while :; do sleep 0.05; done"])
    await #expect(throws: Oops.self) {
      try await withConversation(command) { conversation in
        for try await _ in conversation.chunks { throw Oops() }
      }
    }
  }

  @Test func `a child that fails after the body is told too`() async throws {
    let error = try #require(
      await #expect(throws: CommandError.self) {
        try await withConversation(Command(["sh", "-c", "cat >/dev/null; exit 5"])) { _ in }
      })
    #expect(error.status == .exited(5))
  }

  @Test func `writing to a child that is gone is an error`() async throws {
    await #expect(throws: ConversationClosed.self) {
      try await withConversation(Command(["true"])) { conversation in
        while true { try await conversation.write([UInt8](repeating: 0, count: 100_000)) }
      }
    }
  }

  @Test func `output that nobody wants does not keep the child from ending`() async throws {
    try await withConversation(Command(["sh", "-c", "head -c 10000000 /dev/zero; cat"])) { _ in }
  }

  @Test func `a program that is missing is told`() async throws {
    await #expect(throws: CommandError.self) {
      try await withConversation(Command(["no-such-program"])) { try await $0.write([1]) }
    }
  }
}
