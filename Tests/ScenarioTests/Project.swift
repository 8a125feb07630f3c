import BuildSites
import Glibc
import Shell
import Storage
import SystemPackage
import TestSupport

/// A checkout as a user has it, with the program compiled and nothing in its cache.
struct Project: Sendable {
  private struct Variables: Decodable {
    struct Row: Decodable { let name, value: String }
    let variables: [Row]
  }

  /// The checkout's folder.
  let root: FilePath

  /// Its cache, which nothing has made yet.
  var cache: FilePath { root.appending("cache") }

  /// Runs the program in the checkout.
  func run(_ arguments: String..., environment: [String: String] = [:]) async throws -> Ended {
    try await run(arguments, environment: environment)
  }

  /// Runs make in the checkout.
  func make(_ arguments: String..., environment: [String: String] = [:]) async throws -> Ended {
    try await end(["make"] + arguments, environment)
  }

  func run(_ arguments: [String], environment: [String: String] = [:]) async throws -> Ended {
    try await end([root.appending(".build/image-builder").string] + arguments, environment)
  }

  /// Writes a file of the checkout.
  func write(_ text: String, to path: String) throws {
    try writeAtomically(text, to: root.appending(path))
  }

  /// The text of a file of the checkout.
  func read(_ path: String) throws -> String { try readText(root.appending(path)) }

  /// Whether the checkout has a file.
  func has(_ path: String) -> Bool { fileExists(root.appending(path)) }

  /// Removes a file or folder of the checkout.
  func remove(_ path: String) throws { try removeTree(root.appending(path)) }

  /// Makes a folder of the checkout.
  func makeFolder(_ path: String) throws { try makeDirectories(root.appending(path)) }

  /// Puts a script in the program's place; by default one that says what it was called with.
  func replaceProgram(by script: String = "echo \"called with: $*\"\n") throws {
    try writeAtomically("#!/bin/sh\n" + script, to: root.appending(".build/image-builder"), mode: 0o755)
  }

  /// Leaves in `output/` what a build of the target would have left.
  func deliver(_ target: String, to folder: String) throws {
    try makeFolder("output/\(folder)")
    try write("{\"target\": \"\(target)\"}\n", to: "output/\(folder)/manifest.json")
  }

  /// The processes that know of this checkout by their arguments, environment or mounts.
  func processes() async throws -> [String] {
    // The text comes by standard input, so that the search does not find itself.
    let search = Command(
      ["sh", "-c", "exec grep -slF -f - /proc/[0-9]*/cmdline /proc/[0-9]*/environ /proc/[0-9]*/mountinfo"],
      input: Array(root.string.utf8))
    return try await runAllowingFailure(search).output.split(separator: "\n").map(String.init)
  }

  /// The value of a variable.
  func shown(_ name: String) async throws -> String {
    let ended = try await run("vars", "qemu-debian-12", "--json", "--grep", name)
    return try ended.decoded(as: Variables.self).variables.first { $0.name == name }?.value ?? ended.errors
  }

  /// The value of a variable for a target whose goal make is called with.
  func shownByMake(_ name: String, _ words: [String]) async throws -> String {
    let program = root.appending(".build/image-builder").string
    let script = root.appending("shown").string
    try writeAtomically(
      "#!/bin/sh\nexec '\(program)' vars qemu-debian-12 --json --grep \(name)\n", to: root.appending("shown"),
      mode: 0o755)
    // Another makefile that calls the program as the real one does, for a value that no goal prints.
    try write(".PHONY: show\nshow: ; +@'\(script)'\n", to: "show.mk")
    let ended = try await end(["make", "--no-print-directory", "-f", "show.mk", "show"] + words)
    return try ended.decoded(as: Variables.self).variables.first { $0.name == name }?.value ?? ended.errors
  }

  /// A `PATH` on which every program is but those of the Swift toolchain.
  func pathWithoutSwift() throws -> String {
    let path = Command.inherited["PATH"] ?? ""
    return path.split(separator: ":").filter { !fileExists(FilePath(String($0)).appending("swift")) }.joined(
      separator: ":")
  }

  /// A line for every file below the checkout, the cache included, with kind, mode, size, time and link.
  func listing() async throws -> Set<Substring> {
    let lines = try await Shell.run(Command(["find", root.string, "-printf", "%P %y %m %s %T@ %l\\n"])).output
    return Set(lines.split(separator: "\n"))
  }

  /// Runs any command in the checkout.
  func end(_ arguments: [String], _ environment: [String: String] = [:]) async throws -> Ended {
    var given = Command.inherited
    given["IMAGE_BUILDER_CACHE"] = cache.string
    given.merge(environment) { _, new in new }
    let errors = ErrorLines()
    let result = try await runAllowingFailure(Command(arguments, environment: given, directory: root)) { line in
      if line.stream == .error { errors.append(line.text) }
    }
    return Ended(status: result.status, out: result.output, errors: errors.text)
  }
}

/// The checkout that these tests are of.
private let sources = FilePath(#filePath).removingLastComponent().removingLastComponent().removingLastComponent()

/// Gives `body` a checkout of its own in a folder of this name.
///
/// - Parameter compiled: false for one as it comes from git.
nonisolated(nonsending)
  func withProject<T>(
    named name: String = "image-builder", compiled: Bool = true, _ body: (Project) async throws -> T
  ) async throws -> T
{
  try await withTestDirectory { directory in
    chmod(directory.string, 0o755)
    let root = directory.appending(name)
    // Sources only have times here, by which hack/compile knows whether to compile.
    for folder in ["Sources", "tasks", "Plugins"] { try makeDirectories(root.appending(folder)) }
    try writeAtomically("", to: root.appending("Package.swift"))
    for name in ["Makefile", "hack", "vars"] {
      _ = try await Shell.run(Command(["cp", "-r", sources.appending(name).string, root.string]))
    }
    try? removeTree(root.appending("vars/user.yaml"))
    if compiled {
      try makeDirectories(root.appending(".build/deps"))
      for stamp in ["deps/compile", "deps/build", "deps/test", "compiled"] {
        try writeAtomically("", to: root.appending(".build").appending(stamp))
      }
      // No symbolic link: the program finds its project from where it lies.
      let program = Program.source.string
      _ = try await Shell.run(
        Command([
          "sh", "-c", "ln -L \"$0\" \"$1\" 2>/dev/null || cp \"$0\" \"$1\"", program,
          root.appending(".build/image-builder").string,
        ]))
    }
    return try await body(Project(root: root))
  }
}
