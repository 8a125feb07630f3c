import ImageSandbox
public import Shell
import SystemPackage

/// Runs a command of this host whose standard streams are this process's own, until it ends.
///
/// At a terminal every key is passed on, also Ctrl-C; Ctrl-A and then x ends the command, Ctrl-A twice is one Ctrl-A. The
/// end of our input is not passed on. Throws what `withConversation` throws.
public func converseOnStandardStreams(with command: Command) async throws {
  struct Left: Error {}
  let streams = try StandardStreams()
  let terminal = streams.window == nil ? nil : RawTerminal()
  defer { terminal?.restore() }
  do {
    try await withConversation(command) { conversation in
      try await withThrowingTaskGroup(of: Bool.self) { group in
        group.addTask {
          var keys = EscapeKeys()
          for await input in streams.input {
            if input == .end { return false }
            guard case .bytes(let bytes) = input else { continue }
            let (passed, ends) = streams.window == nil ? (bytes, false) : keys.take(bytes)
            // What is typed as the command ends reaches nobody.
            do { try await conversation.write(passed) } catch is ConversationClosed { return false }
            if ends { throw Left() }
          }
          return false
        }
        group.addTask {
          for try await chunk in conversation.chunks { try await streams.write(chunk, to: .output) }
          return true
        }
        while let hasEnded = try await group.next(), !hasEnded {}
        group.cancelAll()
      }
    }
  } catch is Left {
  } catch Errno.brokenPipe {
  }
}
