/// Where what lies on public hosts lies on mirrors: the beginnings of addresses, and what takes their place.
public struct Rewrites: Sendable {
  private let beginnings: [(from: String, to: String)]

  /// Takes the beginnings with what takes their place; of several that fit the longest counts.
  public init(_ beginnings: [String: String]) {
    self.beginnings = beginnings.map { ($0.key, $0.value) }.sorted { ($1.0.utf8.count, $0.0) < ($0.0.utf8.count, $1.0) }
  }

  /// The address to ask in place of this one.
  public func address(for url: String) -> String {
    guard let fitting = beginnings.first(where: { url.hasPrefix($0.from) }) else { return url }
    return fitting.to + url.dropFirst(fitting.from.count)
  }

  /// The same knowledge of a checksum, read from mirrors.
  public func checksum(for checksum: PublishedChecksum) -> PublishedChecksum {
    switch checksum {
    case .file(let url): .file(address(for: url))
    case .list(let url): .list(address(for: url))
    case .sha256, .pinned: checksum
    }
  }
}
