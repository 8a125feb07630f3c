import Shell
import Storage
public import SystemPackage

/// Finds out whether KVM runs a guest here.
///
/// That `/dev/kvm` opens is no proof: on some nested hosts firmware runs and Linux hangs, for ever and without a word.
public struct AcceleratorProbe: Sendable {
  /// Where the answer is kept; it holds until the next boot of this machine.
  public var memory: FilePath

  /// What a kernel needs at most to find out that it has no root: a second even without KVM.
  private static let limit = Duration.seconds(10)

  /// A probe that keeps its answer at `memory`.
  public init(memory: FilePath) {
    self.memory = memory
  }

  /// The best accelerator that is known to run a Linux guest; the kernel to try with is taken from the root, at
  /// `rootOffset` bytes, of `disk`.
  ///
  /// Throws `QemuError` if there is no kernel, and `StorageError` if the answer cannot be kept.
  public func accelerator(for disk: FilePath, rootOffset: Int64) async throws -> Accelerator {
    guard let device = try? FileDescriptor.open("/dev/kvm", .readWrite) else { return .tcg }
    try device.close()
    let boot = try bootIdentifier()
    if fileExists(memory), let answer = Self.answer(in: try readText(memory), boot: boot) { return answer }
    let answer = try await withTemporaryDirectory(prefix: "image-builder-probe") { work in
      let runs = try await Self.runs(Self.copyKernel(DiskFiles(disk: disk, offset: rootOffset, work: work)), work: work)
      return runs ? Accelerator.kvm : .tcg
    }
    try makeDirectories(memory.removingLastComponent())
    try writeAtomically("\(boot) \(answer.rawValue)\n", to: memory)
    return answer
  }

  /// The best accelerator that is known to run a Linux guest, without trying anything.
  public var known: Accelerator {
    guard let text = try? readText(memory), let boot = try? bootIdentifier() else { return .tcg }
    return Self.answer(in: text, boot: boot) ?? .tcg
  }

  /// What `text` says, if it was written since the machine's boot `boot`.
  static func answer(in text: String, boot: String) -> Accelerator? {
    let words = text.split(whereSeparator: \.isWhitespace)
    guard words.count == 2, words[0] == boot else { return nil }
    return Accelerator(rawValue: String(words[1]))
  }

  private static func copyKernel(_ files: DiskFiles) async throws -> FilePath {
    guard let name = try await files.list("/boot").last(where: { $0.hasPrefix("vmlinuz-") }) else {
      throw QemuError("there is no kernel in /boot of \(files.disk)")
    }
    let kernel = files.work.appending("vmlinuz")
    try await files.copyOut("/boot/\(name)", to: kernel)
    return kernel
  }

  private static func runs(_ kernel: FilePath, work: FilePath) async throws -> Bool {
    let console = work.appending("console")
    let command = Command(Machine.probe(kernel: kernel, console: console, accelerator: .kvm), endsWithCaller: true)
    let ended = try await withTimeLimit(limit) { try await runAllowingFailure(command).status }
    guard ended == .exited(0), fileExists(console) else { return false }
    return try readText(console).contains("Linux version")
  }
}
