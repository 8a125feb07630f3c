import ArgumentParser
import Console

/// Prints what makes a shell complete the words of this program.
struct CompletionCommand: ParsableCommand {
  /// A shell that can be taught.
  enum Shell: String, CaseIterable, ExpressibleByArgument {
    case bash, zsh, fish
  }

  static let configuration = CommandConfiguration(
    commandName: "completion", abstract: "Print a script that makes a shell complete commands, targets and variables.",
    discussion: """
      bash:  source <(image-builder completion bash)
      zsh:   source <(image-builder completion zsh)
      fish:  image-builder completion fish | source
      """)

  @Argument(help: "The shell: bash, zsh or fish.")
  var shell: Shell

  mutating func run() {
    Output().show(CompletionScript.text(for: shell))
  }
}
