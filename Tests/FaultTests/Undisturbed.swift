import BuildSites

/// A build that nothing disturbed.
struct Undisturbed: Sendable {
  let site: Site
  let ran: Ran

  /// What its image is, to the last byte.
  var checksum: String? { try? site.manifest(TinySite.image).files.first?.sha256 }
}
