import Console
import Engine
import ImageSandbox
import ImageTerminal
import ImageTree

/// Asks whoever sits at the terminal what to do about a step that failed, one question after another.
actor Questions {
  private let display: Display
  private let output: Output
  /// The kind of terminal, as `TERM` names it.
  private let terminalKind: String
  private var last: Task<Trouble.Remedy, Never>?

  /// Prepares to ask while a run is shown by `display`.
  init(_ display: Display, output: Output, terminalKind: String) {
    self.display = display
    self.output = output
    self.terminalKind = terminalKind
  }

  /// What is to be done; to give up where the run is interrupted meanwhile.
  func ask(_ trouble: Trouble) async -> Trouble.Remedy {
    let before = last
    let question = Task {
      // Whoever waits for another answer is not asked before that is given.
      _ = await before?.value
      return Task.isCancelled ? .giveUp : await put(trouble)
    }
    last = question
    return await withTaskCancellationHandler {
      await question.value
    } onCancel: {
      question.cancel()
    }
  }

  private func put(_ trouble: Trouble) async -> Trouble.Remedy {
    display.pause()
    defer { display.resume() }
    let sandbox = (trouble.subject as? Image)?.sandbox
    output.show(trouble)
    while true {
      let shell = sandbox == nil ? "" : "[s]hell in its tree as it is, "
      output.ask("[r]un \(trouble.work) again from its beginning, \(shell)[q]uit?")
      // The end of input is an answer too.
      guard let answer = await answerOnTerminal() else { return .giveUp }
      switch answer.lowercased().first {
      case "r": return .again
      case "s": if let sandbox { await openShell(in: sandbox, trouble) }
      case "q": return .giveUp
      default: continue
      }
    }
  }

  private func openShell(in sandbox: SandboxSession, _ trouble: Trouble) async {
    do {
      _ = try await sandbox.converseOnStandardStreams(SandboxCommand(["/bin/bash", "-l"]), kind: terminalKind) {
        [output] in
        output.notice("this is the tree as `\(trouble.step)` left it; nothing of it is kept as a result")
      }
    } catch {
      output.warn("there is no shell: \(error)")
    }
  }
}
