@testable import Console
import Engine
import FoundationEssentials
import Glibc
import SystemPackage
import TaskGraph
import Testing

struct TerminalTests {
  /// A pseudo-terminal of 60 columns: what the program sees, and where a person would look.
  private func openTerminal() throws -> (program: FileDescriptor, person: FileDescriptor) {
    let person = try FileDescriptor.open("/dev/ptmx", .readWrite, options: [.init(rawValue: O_NOCTTY), .closeOnExec])
    var isLocked: CInt = 0
    var number: CInt = 0
    // TIOCSPTLCK and TIOCGPTN, which Glibc does not show to Swift.
    try #require(ioctl(person.rawValue, 0x4004_5431, &isLocked) == 0)
    try #require(ioctl(person.rawValue, 0x8004_5430, &number) == 0)
    var size = winsize(ws_row: 20, ws_col: 60, ws_xpixel: 0, ws_ypixel: 0)
    try #require(ioctl(person.rawValue, UInt(TIOCSWINSZ), &size) == 0)
    let path = FilePath("/dev/pts/\(number)")
    let program = try FileDescriptor.open(path, .readWrite, options: [.init(rawValue: O_NOCTTY), .closeOnExec])
    return (program, person)
  }

  @Test func `on a terminal time alone moves what runs, and closing leaves what is over`() async throws {
    let (program, person) = try openTerminal()
    defer { try? program.close() }
    let onlooker = Onlooker(at: person)
    let output = Output(out: program, errors: program)
    let manner = output.manner(.normal, environment: ["TERM": "xterm", "NO_COLOR": "1"])
    #expect(manner == Manner(isLive: true) && output.size == TerminalSize(columns: 60, rows: 20))
    let display = try Display(outline: Recording.outline(), manner: manner, output: output)
    let now = Date().timeIntervalSince1970 - 1_700_000_000
    display.take(Recording.event(now, "base", .started(.neverBuilt)))
    display.take(Recording.event(now, "base", .step("fetch the packages of the distribution")))
    try await Task.sleep(for: .milliseconds(1300))
    let running = try await onlooker.seen(upToNowFrom: program)
    #expect(running.matches(of: /running  base +[0-9]/).count > 1)
    display.take(Recording.event(now + 2, "base", .finished(.built, seconds: 2)))
    display.close()
    display.take(Recording.event(now + 3, .notice("too late")))
    display.close()
    var glass = GlassTerminal(columns: 60)
    glass.write(running + (try await onlooker.seen(upToNowFrom: program)))
    #expect(glass.lines == ["  built    base             2 s         first build", ""])
  }

  @Test func `a file is no terminal`() throws {
    let file = try FileDescriptor.open("/dev/null", .writeOnly)
    defer { try? file.close() }
    #expect(TerminalSize(of: file) == nil)
    #expect(
      Output(out: file, errors: file).manner(.verbose, environment: ["TERM": "xterm"]) == Manner(amount: .verbose))
  }
}
