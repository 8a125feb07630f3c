/// Whether a name is that of something in a folder itself, on a line of its own.
func isPlainName(_ name: String) -> Bool {
  !["", ".", ".."].contains(name)
    && !name.utf8.contains { $0 == UInt8(ascii: "/") || $0 == 0 || $0 == UInt8(ascii: "\n") }
}

/// Whether a path leads to something inside of the folder that it is relative to.
func isPathInside(_ path: String) -> Bool {
  path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).allSatisfy { part in
    isPlainName(String(Substring(part)))
  }
}

/// Whether a number of bytes or seconds can be one: a million of them still have a sum.
func isCount(_ number: Int64) -> Bool { (0..<1 << 43).contains(number) }

/// Whether seconds are a time that something may have taken.
func isSpan(_ seconds: Double) -> Bool { (0..<1e9).contains(seconds) }
