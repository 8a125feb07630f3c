/// Finds among what is typed what is meant for us: Ctrl-A and then x ends, Ctrl-A twice is one Ctrl-A.
struct EscapeKeys {
  private static let start: UInt8 = 0x01
  private var isEscaped = false

  /// What of these bytes is passed on, and whether the end was asked for.
  mutating func take(_ bytes: [UInt8]) -> (passed: [UInt8], ends: Bool) {
    var passed: [UInt8] = []
    for byte in bytes {
      if isEscaped {
        isEscaped = false
        if byte == UInt8(ascii: "x") || byte == UInt8(ascii: "X") { return (passed, true) }
        passed += byte == Self.start ? [byte] : [Self.start, byte]
      } else if byte == Self.start {
        isEscaped = true
      } else {
        passed.append(byte)
      }
    }
    return (passed, false)
  }
}
