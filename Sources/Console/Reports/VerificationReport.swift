public import StepCache

/// What came of verifying the cache.
public struct VerificationReport: Report {
  private let verification: Verification
  private let place: String

  /// Reports on the store in this folder.
  public init(_ verification: Verification, at place: String) {
    self.verification = verification
    self.place = place
  }

  /// A line for each damaged result, with its phase and key, and a sum.
  public var text: String {
    let rows = verification.damaged.map { [$0.name ?? "?", String($0.key.prefix(12)), $0.fault] }
    let damaged = verification.damaged.count
    let removed = verification.removed > 0 ? ", \(verification.removed) removed" : ""
    let sum =
      "\(place): \(counted(verification.sound, "result")) sound, \(sizeText(verification.bytes)); \(damaged) damaged"
      + removed
    return (Table(right: []).lines(rows) + [sum]).map { $0 + "\n" }.joined()
  }

  /// `{"folder": …, "sound": …, "bytes": …, "damaged": [{"name": …, "key": …, "fault": …}], "removed": …}`
  public func encode(to encoder: any Encoder) throws {
    enum Key: String, CodingKey {
      case folder, sound, bytes, damaged, removed
    }
    var record = encoder.container(keyedBy: Key.self)
    try record.encode(place, forKey: .folder)
    try record.encode(verification.sound, forKey: .sound)
    try record.encode(verification.bytes, forKey: .bytes)
    try record.encode(verification.damaged, forKey: .damaged)
    try record.encode(verification.removed, forKey: .removed)
  }
}
