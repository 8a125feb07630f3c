/// A kernel of an image, as its `/boot` shows it.
public struct InstalledKernel: Sendable, Equatable {
  /// What `uname -r` will answer.
  public let release: String
  /// Whether there is an initramfs for it.
  public let hasInitramfs: Bool

  /// The kernels among the names in `/boot`, the newest first.
  public static func all(inBoot names: [String]) -> [InstalledKernel] {
    let prefix = "vmlinuz-"
    return
      names
      .filter { $0.hasPrefix(prefix) }
      .map { String($0.dropFirst(prefix.count)) }
      .sorted { isOlder($1, than: $0) }
      .map { InstalledKernel(release: $0, hasInitramfs: names.contains("initrd.img-\($0)")) }
  }

  /// Compares as people do: runs of digits by their value, everything else by its characters.
  private static func isOlder(_ left: String, than right: String) -> Bool {
    let (leftRuns, rightRuns) = (runs(left), runs(right))
    for (a, b) in zip(leftRuns, rightRuns) where a != b {
      guard let a = digits(a), let b = digits(b) else { return a < b }
      if a != b { return (a.count, a) < (b.count, b) }
    }
    // `01` and `1` are one number; which comes first must not depend on who lists them.
    return (leftRuns.count, left) < (rightRuns.count, right)
  }

  /// The digits of a number of any length without leading zeros; nil for another run.
  private static func digits(_ run: String) -> String? {
    guard let first = run.utf8.first, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) else { return nil }
    return String(run.drop { $0 == "0" })
  }

  private static func runs(_ text: String) -> [String] {
    var runs: [String] = []
    var lastIsDigit: Bool?
    for character in text {
      let isDigit = character.isASCII && character.isNumber
      if isDigit == lastIsDigit, let last = runs.indices.last {
        runs[last].append(character)
      } else {
        runs.append(String(character))
      }
      lastIsDigit = isDigit
    }
    return runs
  }
}
