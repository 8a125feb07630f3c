import Engine
import ImageSandbox
import ImageTree
import Shell
import SystemPackage
import TaskGraph
import Variables

extension Circumstances {
  /// The files that a variable names; throws `Failure` with the variable's file and line where one is missing.
  func userFiles(of variable: VariableName, _ names: [String]) throws -> [UserFile] {
    guard let variable = values[variable] else { return [] }
    return try names.map { try UserFile($0, of: variable) }
  }
}

/// Runs a script of the user's in the image; throws `Failure` with its name, its file, how it ended and what it said.
///
/// It lies in memory while it runs. One whose first line names no interpreter is the shell's.
func runUserScript(_ title: String, file: String, network: Bool, in image: Image) async throws {
  let place = "/run/image-builder/script"
  let host = try image.userFile(file)
  try await image.copyTree(host, to: place, mode: 0o755)
  let start = try await image.query("head -c 2 \(place)")
  let arguments = start == "#!" ? [place] : ["/bin/sh", "-eu", place]
  do {
    try await image.run(SandboxCommand(arguments, directory: "/root", network: network))
  } catch let error as CommandError {
    throw Failure(
      "\(title) \(error.status)", command: file, lines: error.lastLines,
      hint: network
        ? "mend \(host) and run the same command again"
        : "mend \(host) and run the same command again; it had no network, which a hook with `network: true` has")
  }
  try await image.remove(place)
}
