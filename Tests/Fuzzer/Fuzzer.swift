import CFuzzer
import FuzzedReaders
import Glibc
import SystemPackage

/// Feeds one reader: `Fuzzer list`, or `Fuzzer READER [libFuzzer's options] FILE|FOLDER...`.
///
/// Built with `-sanitize=fuzzer` it makes inputs, which libFuzzer derives from those in the folders; otherwise it only
/// feeds the files that are named. `hack/fuzz` does the former.
@main struct Fuzzer {
  // A function that C calls cannot capture.
  nonisolated(unsafe) private static var reader = FuzzedReader.all[0]

  static func main() {
    let arguments = CommandLine.arguments.dropFirst()
    if arguments.first == "list" {
      say(FuzzedReader.all.map { $0.name + "\n" }.joined(), to: .standardOutput)
      return
    }
    guard let chosen = FuzzedReader.all.first(where: { $0.name == arguments.first }) else {
      say("error: Fuzzer takes `list`, or the name of a reader and files\n")
      exit(2)
    }
    reader = chosen
    // libFuzzer sees the program's name in place of the reader's.
    let status = fuzzer_run(CommandLine.argc - 1, CommandLine.unsafeArgv + 1) { start, count in
      Fuzzer.feed(Array(UnsafeBufferPointer(start: start, count: count)))
      return 0
    }
    guard status == -1 else { exit(status) }
    for path in arguments.dropFirst() {
      do {
        feed(try bytes(of: FilePath(path)))
      } catch {
        say("error: \(path): \(error)\n")
        exit(2)
      }
    }
  }

  /// Ends the process where the reader breaks its promise, so that libFuzzer keeps the input.
  private static func feed(_ bytes: [UInt8]) {
    do {
      try reader.take(bytes)
    } catch {
      say("broken promise of `\(reader.name)`: \(error)\n")
      abort()
    }
  }

  private static func bytes(of path: FilePath) throws -> [UInt8] {
    let file = try FileDescriptor.open(path, .readOnly)
    return try file.closeAfter {
      let count = Int(try file.seek(offset: 0, from: .end))
      return try [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
        filled = try file.read(fromAbsoluteOffset: 0, into: UnsafeMutableRawBufferPointer(buffer))
      }
    }
  }

  private static func say(_ text: String, to stream: FileDescriptor = .standardError) {
    _ = try? stream.writeAll(text.utf8)
  }
}
