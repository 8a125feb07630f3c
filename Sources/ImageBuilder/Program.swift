import ArgumentParser
import Console
import Dispatch
import Glibc
import ImageSandbox

/// Where the process starts.
@main
enum Program {
  static func main() async {
    // Before the first await: a sandbox is this program again, and must not have a second thread.
    Sandbox.runIfAsked()
    exit(await run(Array(CommandLine.arguments.dropFirst())))
  }

  /// Does what was typed, and returns what to exit with; a first interrupt cancels it, a second one ends it at once.
  private static func run(_ arguments: [String]) async -> Int32 {
    let command: any ParsableCommand
    do {
      command = try ImageBuilder.parseAsRoot(arguments)
    } catch {
      return explain(error).rawValue
    }
    let work = Task {
      do {
        var command = command
        if var asynchronous = command as? any AsyncParsableCommand {
          try await asynchronous.run()
        } else {
          try command.run()
        }
        return Console.ExitCode.done.rawValue
      } catch let status as ArgumentParser.ExitCode {
        return status.rawValue
      } catch let error where ImageBuilder.exitCode(for: error) == .success {
        return explain(error).rawValue
      } catch {
        return Output().fail(error).rawValue
      }
    }
    let interrupts = Interrupts { work.cancel() }
    defer { interrupts.stop() }
    return await work.value
  }

  /// Shows help, or what is wrong with the words that were typed.
  private static func explain(_ error: any Error) -> Console.ExitCode {
    let message = ImageBuilder.fullMessage(for: error)
    guard ImageBuilder.exitCode(for: error) != .success else {
      Output().show(message)
      return .done
    }
    let error = ImageBuilder.message(for: error)
    let isAssignment = error.hasPrefix("Unexpected argument") && error.contains("=")
    return Output().fail(UsageError(error, hint: isAssignment ? TargetArgument.assignmentHint : "image-builder --help"))
  }
}
