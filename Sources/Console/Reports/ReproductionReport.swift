public import Inspection
public import TaskGraph

/// Whether a target that was built once more without the cache came out the same.
public struct ReproductionReport: Report {
  /// A phase or supply that was built twice.
  public struct Work: Sendable, Encodable {
    let name: String
    let isSame: Bool
    let inputs: [String]

    enum CodingKeys: String, CodingKey {
      case name, inputs
      case isSame = "same"
    }

    /// Says whether a work left the same, and what it took in.
    public init(name: String, isSame: Bool, inputs: [String]) {
      self.name = name
      self.isSame = isSame
      self.inputs = inputs
    }
  }

  private let target: Target
  private let works: [Work]
  private let difference: ImageDifference?

  /// Reports on a target.
  ///
  /// - Parameters:
  ///   - works: what was built twice, each after what it takes in.
  ///   - difference: in what the disks differ, the kept one first; nil where they are the same.
  public init(_ target: Target, works: [Work], difference: ImageDifference?) {
    self.target = target
    self.works = works
    self.difference = difference
  }

  /// True where every work left the same.
  public var isSame: Bool { works.allSatisfy(\.isSame) }

  /// Which works differ, and in which files that shows.
  public var text: String {
    if isSame {
      return "\(target.goal) comes out the same to the last byte: \(works.map(\.name).joined(separator: ", "))\n"
    }
    let changed = Set(works.filter { !$0.isSame }.map(\.name))
    let rows = works.filter { !$0.isSame }.map { work in
      let causes = work.inputs.filter(changed.contains)
      return [causes.isEmpty ? "differs" : "follows", work.name, listed(causes)]
    }
    let files = ImageDifferenceReport(
      ("kept", "built without the cache"), difference, build: BuildDifference(nil, nil), limit: nil
    ).text
    return "\(target.goal) does not come out the same\n" + Table().lines(rows).map { $0 + "\n" }.joined() + "\n"
      + (difference == nil ? "the disk is the same in spite of that\n" : files)
  }

  /// `{"target": …, "same": …, "works": […], "difference": …}`
  public func encode(to encoder: any Encoder) throws {
    enum Key: String, CodingKey { case target, same, works, difference }
    var record = encoder.container(keyedBy: Key.self)
    try record.encode(target.goal, forKey: .target)
    try record.encode(isSame, forKey: .same)
    try record.encode(works, forKey: .works)
    try record.encodeIfPresent(difference, forKey: .difference)
  }
}
