import Engine
import Variables

/// What may stand in labels of file systems and in `/etc/fstab`.
enum FileSystemWords {
  /// Throws `Failure` unless ext4 can have the label.
  static func refuseWrongLabel(_ label: String, of variable: VariableName) throws {
    guard (1...16).contains(label.utf8.count), label.utf8.allSatisfy(isOfName) else {
      throw Failure(
        "\(variable) is `\(label)`, which is no label of ext4",
        hint: "set it to 1 to 16 letters, digits, `-`, `_` and `.`")
    }
  }

  /// Throws `Failure` for mount options that cannot be written down, or that keep a machine from its disk.
  static func refuseWrongOptions(_ options: [String], of variable: VariableName) throws {
    for option in options {
      guard !option.utf8.contains(where: { $0 <= 0x20 || $0 == UInt8(ascii: "#") }), !option.isEmpty else {
        throw Failure("\(variable) has `\(option)`, which cannot stand in /etc/fstab", hint: "leave it out")
      }
      if ["ro", "noauto", "nofail"].contains(option) {
        throw Failure(
          "\(variable) has `\(option)`: the machine writes to this partition, and waits for it", hint: "leave it out")
      }
    }
  }

  /// True for what names are made of: letters, digits and `-_.`.
  static func isOfName(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
      true
    default: false
    }
  }
}
