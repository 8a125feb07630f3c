import Shell

// ShellFixture ARGUMENT...: runs a guarded command, to be killed by a test.
try await runGuarded(Command(Array(CommandLine.arguments.dropFirst())))
