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
    let (left, right) = (runs(left), runs(right))
    for (a, b) in zip(left, right) where a != b {
      if let a = Int(a), let b = Int(b) {
        if a != b { return a < b }
      } else {
        return a < b
      }
    }
    return left.count < right.count
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
