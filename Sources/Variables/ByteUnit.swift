/// A power of 1024.
public enum ByteUnit: String, CaseIterable, Hashable, Sendable {
  /// 1 byte.
  case bytes = "B"
  /// 2^10 bytes.
  case kibibytes = "K"
  /// 2^20 bytes.
  case mebibytes = "M"
  /// 2^30 bytes.
  case gibibytes = "G"
  /// 2^40 bytes.
  case tebibytes = "T"

  /// How many bytes the unit has.
  public var size: Int64 {
    switch self {
    case .bytes: 1
    case .kibibytes: 1 << 10
    case .mebibytes: 1 << 20
    case .gibibytes: 1 << 30
    case .tebibytes: 1 << 40
    }
  }

  /// The unit's plural.
  var spelled: String {
    switch self {
    case .bytes: "bytes"
    case .kibibytes: "KiB"
    case .mebibytes: "MiB"
    case .gibibytes: "GiB"
    case .tebibytes: "TiB"
    }
  }

  /// A number of bytes in the greatest unit that divides it: `20G`, `1536M`, `500B`; a bare number could mean another
  /// unit where it is read again.
  static func text(of count: Int64) -> String {
    guard count != 0, let unit = allCases.last(where: { count % $0.size == 0 }) else { return "0" }
    return "\(count / unit.size)\(unit.rawValue)"
  }

  /// The bytes that a text like `20G`, `20GiB`, `20GB` or `20` means; nil when it is no size.
  static func count(in text: String, bare: ByteUnit) -> Int64? {
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    guard let number = Int64(digits) else { return nil }
    let suffix = text.dropFirst(digits.count).uppercased()
    let unit: ByteUnit
    if suffix.isEmpty {
      unit = bare
    } else if let known = allCases.first(where: { $0.rawValue == suffix.prefix(1) }),
      [known.rawValue, known.rawValue + "B", known.rawValue + "IB"].contains(suffix)
    {
      unit = known
    } else {
      return nil
    }
    let (product, overflow) = number.multipliedReportingOverflow(by: unit.size)
    return overflow ? nil : product
  }
}

/// The number of bytes that a text like `20G` says, as variables of sizes do; nil where it says none.
public func byteCount(of text: String) -> Int64? { ByteUnit.count(in: text, bare: .bytes) }
