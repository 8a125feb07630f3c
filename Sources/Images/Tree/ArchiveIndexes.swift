import Digests

/// What package archives offered, by the lists that apt fetched from them.
enum ArchiveIndexes {
  /// Has apt name its lists, a line each: where the archive has it, and where it lies here.
  static let question = ["indextargets", "--format", "$(METAKEY) $(FILENAME)"]

  /// The state of each archive: the first digits of a digest over its lists, as its release file has theirs.
  ///
  /// An archive signs the same lists anew every few hours; only another list makes another state.
  ///
  /// - Parameters:
  ///   - answer: what apt answered to `question`.
  ///   - text: the text of a file by its name in the folder of lists; nil where there is none.
  static func states(_ answer: String, text: (_ file: String) throws -> String?) rethrows -> [String: String] {
    var lists: [String: [String]] = [:]
    for line in answer.split(separator: "\n") {
      let words = line.split(separator: " ", maxSplits: 1)
      guard words.count == 2, let key = words.first, let file = words[1].split(separator: "/").last,
        // Those of source packages would make another state for who fetches these, too.
        key.split(separator: "/").last == "Packages"
      else { continue }
      // Here it may lie compressed.
      let ending = key.replacing("/", with: "_")
      guard let place = file.ranges(of: ending).last?.lowerBound else { continue }
      lists[String(file[..<place]), default: []].append(String(key))
    }
    var states: [String: String] = [:]
    for (prefix, keys) in lists {
      let release = try text(prefix + "InRelease") ?? text(prefix + "Release") ?? ""
      let digests = listDigests(in: release)
      let known = keys.sorted().compactMap { key in digests[key].map { "\(key) \($0)" } }
      guard !known.isEmpty else { continue }
      states[address(of: prefix)] = contentDigest(of: known.joined(separator: "\n")).short
    }
    return states
  }

  /// The SHA-256 of every list that a release file names, by the list's name without what compressed it.
  static func listDigests(in release: String) -> [String: String] {
    var digests: [String: String] = [:]
    var isWanted = false
    for line in release.split(separator: "\n") {
      guard line.first == " " else {
        isWanted = line.hasPrefix("SHA256:")
        continue
      }
      guard isWanted else { continue }
      let words = line.split(separator: " ")
      guard words.count == 3 else { continue }
      let isPlain = !words[2].contains(".")
      let name = String(words[2].prefix { $0 != "." })
      if isPlain || digests[name] == nil { digests[name] = String(words[0]) }
    }
    return digests
  }

  /// `host/debian/dists/bookworm` of `host_debian_dists_bookworm_`; apt writes an underscore of an address as `%5f`.
  private static func address(of prefix: String) -> String {
    var address = prefix.replacing("_", with: "/").replacing("%5f", with: "_")
    while address.last == "/" { address.removeLast() }
    return address
  }
}
