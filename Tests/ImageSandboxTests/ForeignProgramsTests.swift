import SystemPackage
import Testing

@testable import ImageSandbox

@Suite struct ForeignProgramsTests {
  @Test func `the kernel is told a header and a mask of the same length, for executables of one machine`() throws {
    for (machine, number) in [(ForeignPrograms.Machine.aarch64, #"\xb7"#), (.x86_64, #"\x3e"#)] {
      let text = ForeignPrograms(machine, interpreter: "/qemu").registration("/host/qemu")
      let fields = text.split(separator: ":", omittingEmptySubsequences: false)
      #expect(fields.count == 8)
      let magic = try #require(fields[4].wholeMatch(of: /\\x7fELF((?:\\x[0-9a-f]{2})+)/)).output.1
      #expect(magic.split(separator: "\\").count == 16)
      #expect(fields[5].split(separator: "\\").count == 20)
      #expect(fields[4].hasSuffix(number + #"\x00"#))
      #expect(fields[6] == "/host/qemu")
      // Opened when it is registered: it is not there in the image.
      #expect(fields[7].contains("F"))
    }
  }
}
