/// A package archive of the user's choice.
struct PackageArchive {
  /// Its address; empty where mmdebstrap is to choose.
  let mirror: String
  /// Options of its lines in a sources.list: `check-valid-until=no`.
  let options: [String]
  /// The parts of it that are used.
  let components: [String]

  /// The lines of a sources.list for these suites; none without an address.
  func sources(_ suites: [String]) -> [String] {
    guard !mirror.isEmpty else { return [] }
    let bracket = options.isEmpty ? "" : "[\(options.joined(separator: " "))] "
    return suites.map { "deb \(bracket)\(mirror) \($0) \(components.joined(separator: " "))" }
  }
}
