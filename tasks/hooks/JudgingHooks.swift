import Engine
import FoundationEssentials
import Shell
import SystemPackage
import TaskGraph

/// The scripts of the user's that judge an image after a phase, in the words of `CheckWords`: each is a check that fails
/// where its script does. Throws `Failure` where one cannot be meant or read.
func judgingHooks(after phase: PhaseName, _ circumstances: Circumstances) throws -> String {
  let hooks = try allHooks(circumstances.values).filter { $0.judges && $0.phase == phase.rawValue }
  return try hooks.map { hook in
    let text = try circumstances.userFiles(of: .hooks, [hook.script]).map { file in
      guard let text = try? String(contentsOfFile: file.place.string, encoding: .utf8) else {
        throw Failure("hooks: the script of `\(hook.name)`, \(file.place), is no text that can be read")
      }
      return text
    }.joined()
    // Where it could lie may forbid that programs are run from there.
    let first = text.prefix { $0 != "\n" }
    let interpreter = first.hasPrefix("#!") ? String(first.dropFirst(2)) : "/bin/sh -eu"
    let place = "/run/image-builder-hook"
    return """
      printf %s \(shellWord(text)) >\(place)
      succeeds \(shellWord("the hook \(hook.name) (\(hook.script))")) \(interpreter) \(place)
      rm -f \(place)

      """
  }.joined()
}
