import Testing

@testable import Engine

@Suite struct `A full disk` {
  private func hint(free: UInt64, _ lines: String...) -> String? {
    FullDisk(cache: "/cache", free: free).hint(for: Failure("`dpkg` exited with status 2", lines: lines))
  }

  @Test func `is the reason where a command says so and little is free`() {
    let line = "dpkg: error: cannot write file `x': No space left on device"
    #expect(hint(free: 50 << 20, line)?.hasPrefix("the file system of the cache at /cache is full") == true)
    #expect(hint(free: 50 << 30, line) == nil, "it is another disk")
  }

  @Test func `is the reason whatever a command says where nothing is free`() {
    #expect(hint(free: 4096, "something went wrong") != nil)
    #expect(hint(free: 50 << 20, "something went wrong") == nil)
  }
}
