import ArgumentParser

/// The commands of the program; words that are none are make-like goals.
struct ImageBuilder: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "image-builder",
    abstract: "Builds Kubernetes node images in cached phases.",
    discussion: """
      image-builder build-qemu-debian-12 [-j4] [-k] [-n] [-B] [PHASE=x] [name=value] does what make does.

      Exit codes: 0 done, 1 a phase failed, 2 usage, 3 cache trouble, 4 cannot be built on this machine, 5 outdated, 130 interrupted.
      """,
    subcommands: [
      BuildCommand.self, PlanCommand.self, WhyCommand.self, VarsCommand.self, ListCommand.self, DescribeCommand.self,
      LogCommand.self, HistoryCommand.self, OutdatedCommand.self, GraphCommand.self, ShellCommand.self,
      BootCommand.self, CacheCommand.self, CleanCommand.self,
      ValidateCommand.self,
      InspectCommand.self, DiffCommand.self,
      CompletionCommand.self, GoalsCommand.self,
    ],
    defaultSubcommand: GoalsCommand.self)
}
