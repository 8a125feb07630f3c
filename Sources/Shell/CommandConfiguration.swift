import Subprocess
import SystemPackage

extension Command {
  /// This command in the words of swift-subprocess; throws `CommandError` if the program or the directory is missing.
  func configuration() throws -> Configuration {
    guard let name = arguments.first, !name.isEmpty else {
      throw CommandError(command: self, status: .notStarted("the command is empty"), lastLines: [])
    }
    guard let program = program(name) else {
      throw CommandError(command: self, status: .notStarted("there is no program `\(name)`"), lastLines: [])
    }
    if endsWithCaller {
      var guarded = self
      guarded.arguments = Guard.arguments(arguments)
      guarded.endsWithCaller = false
      return try guarded.configuration()
    }
    var options = PlatformOptions()
    options.createSession = true
    options.teardownSequence = [.gracefulShutDown(toProcessGroup: true, allowedDurationToNextStep: gracePeriod)]
    return Configuration(
      executable: .path(program),
      arguments: Arguments(executablePathOverride: name, remainingValues: Array(arguments.dropFirst())),
      environment: .custom(
        Dictionary(environment.map { (Environment.Key(stringLiteral: $0.key), $0.value) }) { first, _ in first }),
      workingDirectory: directory,
      platformOptions: options
    )
  }

  /// This command as one that is talked to: watched over, if it is to end with its caller; throws `CommandError` if the
  /// program is missing.
  func guardedConversation() throws -> Command {
    guard endsWithCaller else { return self }
    _ = try configuration()
    var guarded = self
    guarded.arguments = Guard.conversing(arguments)
    guarded.endsWithCaller = false
    return guarded
  }

  /// The file to execute. A relative path is looked up, and executed, in the command's own directory.
  private func program(_ name: String) -> FilePath? {
    if let directory, name.contains("/"), FilePath(name).isRelative {
      return findProgram(directory.appending(name).string) == nil ? nil : FilePath(name)
    }
    return findProgram(name, path: environment["PATH"])
  }
}
