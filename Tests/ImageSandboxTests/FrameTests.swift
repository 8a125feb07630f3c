import Testing

@testable import ImageSandbox

@Suite struct FrameTests {
  @Test func `lengths are read as they are written`() throws {
    let frame = try Frame.encode(["a"], payload: [1, 2, 3])
    let lengths = try Frame.lengths(frame.prefix(Frame.prefixLength))
    #expect(lengths == (5, 3))
  }

  @Test func `a length that no memory holds is an error and no crash`() {
    let prefix: [UInt8] = [0, 0, 0, 0] + [0, 0, 0, 0, 0, 0, 0, 0x80]
    #expect(throws: SandboxError.self) { try Frame.lengths(prefix) }
  }
}
