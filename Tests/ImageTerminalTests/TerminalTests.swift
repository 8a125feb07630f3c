import Glibc
import ImageSandbox
import Shell
import Storage
import SystemPackage
import TestSupport
import Testing

@Suite struct TerminalTests {
  @Test func `a shell inside has a terminal of its own, of our size, and exits as it likes`() async throws {
    try await withLayer { layer in
      let said = try await type(
        [
          "await # ", #"type tty; stty size; echo kind=$TERM\r"#, #"await /dev/pts/\d+\r\n24 80\r\nkind=xterm"#,
          "size 50 120", #"type until stty size | grep '50 120'; do :; done\r"#, #"await [\n ]50 120"#,
          #"type exit 7\r"#,
        ], to: ["/bin/sh", "-i"], layer)
      #expect(said.hasPrefix("entered\n") || said.hasPrefix("entered\r\n"))
      #expect(said.hasSuffix("ended 7, terminal restored\n"))
    }
  }

  @Test func `Ctrl-C reaches the program inside and leaves us alone`() async throws {
    try await withLayer { layer in
      let said = try await type(
        [
          "await # ", #"type trap 'echo caught' INT; echo ready-$((1+1))\r"#, "await ready-2",
          #"type sh -c 'echo running-$((1+1)); exec sleep 1000'\r"#, "await running-2", #"type \x03"#, "await caught",
          #"type exit 0\r"#,
        ], to: ["/bin/sh", "-i"], layer)
      #expect(said.hasSuffix("ended 0, terminal restored\n"))
    }
  }

  @Test func `nothing inside survives a builder that is killed at its terminal`() async throws {
    try await withLayer { (layer) async throws in
      let mark = "49\(getpid())"
      let said = try await type(
        ["await # ", #"type setsid sleep \#(mark) & echo started-$((1+1))\r"#, "await started-2", "kill SIGKILL"],
        to: ["/bin/sh", "-i"], layer)
      #expect(said.contains("ended -9"))
      for _ in 0..<200 {
        if try await !isRunning(mark) { break }
        try await Task.sleep(for: .milliseconds(50))
      }
      #expect(try await isRunning(mark) == false)
    }
  }

  @Test func `without a terminal streams are passed on apart, as they come`() async throws {
    try await withLayer { (layer) async throws in
      let script = "printf 'no line end'; read word; echo got $word >&2; exit 3"
      let command = Command(try arguments(["/bin/sh", "-c", script], layer), input: Array("word\n".utf8))
      let error = await #expect(throws: CommandError.self) { () async throws in try await Shell.run(command) }
      #expect(error?.status == .exited(3))
      #expect(error?.lastLines.sorted() == ["got word", "no line end"])
      let size = 5_000_000
      let many = Command(
        try arguments(["/usr/bin/wc", "-c"], layer), input: [UInt8](repeating: 0x41, count: size))
      #expect(try await Shell.run(many).output == "\(size)\n")
    }
  }

  @Test func `a command ends when nobody reads it any more`() async throws {
    try await withLayer { (layer) async throws in
      let endless = try arguments(["/usr/bin/yes"], layer).map { "'\($0)'" }.joined(separator: " ")
      let result = try await Shell.run(
        Command(["/bin/bash", "-c", "\(endless) </dev/null | head -n 1; echo ${PIPESTATUS[0]}"]))
      #expect(result.output == "y\n99\n")
    }
  }
}

/// Types on a terminal on which the fixture runs `program` in a sandbox, and answers all that was seen.
private func type(_ acts: [String], to program: [String], _ layer: FilePath) async throws -> String {
  let typist = FilePath(#filePath).removingLastComponent().removingLastComponent().appending("Fixtures/typist.py")
  return try await Shell.run(
    Command(
      ["python3", "-u", typist.string] + arguments(program, layer), input: Array(acts.joined(separator: "\n").utf8))
  ).output
}

/// The fixture's arguments: it runs `program` over `layer`.
private func arguments(_ program: [String], _ layer: FilePath) throws -> [String] {
  var name = [CChar](repeating: 0, count: Int(PATH_MAX))
  readlink("/proc/self/exe", &name, name.count - 1)
  let fixture = FilePath(platformString: name).removingLastComponent().appending("SandboxFixture")
  let number = UInt32.random(in: 0 ... .max)
  let store = layer.removingLastComponent()
  return [fixture, layer, store.appending("upper\(number)"), store.appending("work\(number)")].map(\.string) + program
}

/// Gives `body` a layer whose programs are to be the host's.
nonisolated(nonsending)
  private func withLayer(_ body: (FilePath) async throws -> Void) async throws
{
  try await withTestDirectory { directory in
    let base = directory.appending("base")
    for name in ["dev", "etc", "proc", "run", "sys", "tmp", "usr"] { try makeDirectories(base.appending(name)) }
    for name in ["bin", "sbin", "lib", "lib64"] { try makeLink(base.appending(name), to: "usr/\(name)") }
    try await body(base)
  }
}

private func isRunning(_ mark: String) async throws -> Bool {
  try await Shell.run(Command(["ps", "-ax", "-o", "args="])).output.contains("sleep \(mark)")
}
