import Shell

// ShellFixture ARGUMENT...: runs a guarded command, to be killed by a test.
_ = try await run(Command(Array(CommandLine.arguments.dropFirst()), endsWithCaller: true))
