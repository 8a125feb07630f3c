import Engine
import TaskGraph

/// How old packages are, and whether they belong together.
extension Sentences {
  /// `build-qemu-debian-12: its layers hold packages of different states of host/debian/dists/bookworm: base of 1234, ...`
  static func mixed(_ archives: [MixedArchive], of targets: [Target]) -> String {
    let places = archives.map { archive in
      let seen = archive.seen.map { "\(listed($0.phases)) of \($0.state)" }
      return "\(archive.archive) (\(seen.joined(separator: ", ")))"
    }
    return "\(names(targets)): phases took packages from different states of \(listed(places)); "
      + "REFRESH=1 takes what is newer in all of them"
  }

  /// `build-qemu-debian-12: the packages of base were chosen 9 days ago, and max_package_age is 7 days`
  static func old(_ packages: OldPackages, of targets: [Target]) -> String {
    "\(names(targets)): the packages of \(packages.phase) were chosen \(agoText(packages.age)), and max_package_age is "
      + "\(spanText(packages.limit)); REFRESH=1 takes newer ones, if there are any"
  }

  private static func names(_ targets: [Target]) -> String { listed(targets.map(\.goal)) }
}
