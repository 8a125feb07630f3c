/// What a boot loader starts by default.
public struct BootEntry: Sendable, Hashable, Encodable {
  /// The kernel's file.
  public let kernel: String
  /// What the kernel is told, in order.
  public let arguments: [String]

  /// Names a kernel and what it is told.
  public init(kernel: String, arguments: [String]) {
    self.kernel = kernel
    self.arguments = arguments
  }

  /// The first entry of GRUB's menu; nil where there is none.
  public static func first(grubMenu text: String) -> BootEntry? {
    for line in text.split(separator: "\n") {
      let words = line.split(whereSeparator: \.isWhitespace).map(String.init)
      guard words.count > 1, ["linux", "linux16", "linuxefi"].contains(words[0]) else { continue }
      return BootEntry(kernel: words[1], arguments: Array(words.dropFirst(2)))
    }
    return nil
  }
}
