import Shell
import Storage
import SystemPackage
import Testing

/// Somebody who types at a shell and presses Tab.
struct Typist {
  /// A shell with what teaches it.
  struct Taught: Sendable, CustomTestStringConvertible {
    let shell: String
    let arguments: [String]
    let teaching: String

    var testDescription: String { shell }
    /// Whether this machine has it.
    var isHere: Bool { findProgram(shell) != nil }
  }

  static let shells = [
    Taught(shell: "bash", arguments: ["--norc", "-i"], teaching: "source <(image-builder completion bash)"),
    Taught(
      shell: "zsh", arguments: ["-f", "-i"],
      teaching: "autoload -U compinit; compinit -D -u; source <(image-builder completion zsh)"),
    Taught(
      shell: "fish", arguments: ["--no-config", "-i"], teaching: "image-builder completion fish | source"),
  ]

  /// Types each line, Tab and Enter, and tells with what words the program would have been called; waits for a minute
  /// at most for what a shell does.
  private static let script = """
    import os, pty, select, sys, time
    shell, teaching, lines = sys.argv[1].split(), sys.argv[2], sys.argv[3:]
    pid, terminal = pty.fork()
    if pid == 0:
        os.execvp(shell[0], shell)
    seen = b""
    def wait(word):
        global seen
        end = time.time() + 60
        while word not in seen:
            if time.time() > end or not select.select([terminal], [], [], 60)[0]:
                sys.exit(f"{word} does not come: {seen!r}")
            seen += os.read(terminal, 65536)
        after = seen.split(word, 1)[1]
        seen = b""
        return after
    os.write(terminal, teaching.encode() + b"; echo RE''ADY\\r")
    wait(b"READY\\r\\n")
    for line in lines:
        os.write(terminal, line.encode() + b"\\t\\r")
        said = wait(b"CALLED WITH ")
        while b"\\r\\n" not in said:
            said += os.read(terminal, 65536)
        print(said.split(b"\\r\\n")[0].decode())
    os.write(terminal, b"exit\\r")
    """

  let project: Project
  let taught: Taught

  /// With what words the program would have been called for each line, after Tab and Enter.
  func type(_ lines: [String]) async throws -> [String] {
    // In the program's place stands what only completes.
    let folder = project.root.appending("bin")
    let program = project.root.appending(".build/image-builder").string
    try makeDirectories(folder)
    try writeAtomically(
      """
      #!/bin/sh
      case $1 in completion | ---completion) exec '\(program)' "$@" ;; esac
      echo "CALLED WITH $*"

      """, to: folder.appending("image-builder"), mode: 0o755)
    try project.write(Self.script, to: "typist.py")
    let words = ([taught.shell] + taught.arguments).joined(separator: " ")
    let path = "\(folder):\(Command.inherited["PATH"] ?? "")"
    let ended = try await project.end(
      ["python3", "typist.py", words, taught.teaching] + lines,
      ["PATH": path, "TERM": "xterm", "HOME": project.root.string, "LC_ALL": "C.UTF-8"])
    guard ended.code == 0 else { throw Stuck(description: ended.errors) }
    return ended.out.split(separator: "\n").map { line in
      String(line.reversed().drop { $0 == " " }.reversed())
    }
  }

  /// The shell did not say what it was to say.
  struct Stuck: Error, CustomStringConvertible {
    let description: String
  }
}
