public import SystemPackage

/// How programs of another architecture than the host's are run: by qemu-user, about five times slower.
public struct ForeignPrograms: Sendable, Equatable, Codable {
  /// The architecture of the image, as `uname -m` names it.
  public enum Machine: String, Sendable, Codable {
    /// 64-bit ARM.
    case aarch64
    /// 64-bit x86.
    case x86_64

    /// The number in ELF headers (elf.h: EM_AARCH64, EM_X86_64).
    var elfNumber: String {
      switch self {
      case .aarch64: "\\xb7\\x00"
      case .x86_64: "\\x3e\\x00"
      }
    }
  }

  let machine: Machine
  let interpreter: String

  /// Programs of `machine` run by `interpreter`, a static program of the host (`/usr/bin/qemu-aarch64-static`).
  public init(_ machine: Machine, interpreter: FilePath) {
    self.machine = machine
    self.interpreter = interpreter.string
  }

  /// What the kernel is told: 64-bit little-endian executables of this machine go to the interpreter, which is opened
  /// at once, so that it is found below every root.
  func registration(_ interpreter: String) -> String {
    let magic = #"\x7fELF\x02\x01\x01"# + String(repeating: #"\x00"#, count: 9) + #"\x02\x00"# + machine.elfNumber
    let mask =
      #"\xff\xff\xff\xff\xff\xff\xff\x00"# + String(repeating: #"\xff"#, count: 8) + #"\xfe\xff\xff\xff"#
    return ":image-builder-\(machine.rawValue):M::\(magic):\(mask):\(interpreter):OCF"
  }
}
