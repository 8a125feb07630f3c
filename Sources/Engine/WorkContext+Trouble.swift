import TaskGraph

extension WorkContext {
  /// Does a step, and asks somebody if it fails, where there is somebody to ask; throws what the step throws, and `Again`
  /// where the work is to be done again.
  func perform(_ step: String, on subject: some Sendable, _ run: () async throws -> Void) async throws {
    reporter.step(step)
    do {
      try await run()
    } catch {
      guard let asking, !Task.isCancelled else { throw error }
      let failure = Failure(of: error).cleaned(by: redactor)
      switch await asking(Trouble(work: work.name, step: step, failure: failure, subject: subject)) {
      case .again: throw Again()
      case .giveUp: throw error
      }
    }
  }
}
