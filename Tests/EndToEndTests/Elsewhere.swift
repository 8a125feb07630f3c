import BuildSites

/// What happened at a site with an empty cache: a build that was killed, then two at once.
struct Elsewhere: Sendable {
  let site: Site
  /// Killed while the scripts of packages ran in `setup`.
  let killed: Ran
  /// What it left running or mounted.
  let leftovers: [String]
  /// Two builds that started together afterwards.
  let qemu: Ran
  let raw: Ran

  init(_ site: Site) async throws {
    self.site = site
    killed = try await site.buildKilled("build-qemu-debian-12", "UNTIL=setup") { line in
      line.phase == "setup" && line.text?.hasPrefix("Setting up") == true
    }
    leftovers = try await Leftovers(of: site).find()
    // What is the same to the last byte boots as the other one does.
    async let qemu = site.build("build-qemu-debian-12", "SKIP=boot")
    async let raw = site.build("build-raw-debian-12", "UNTIL=kubernetes")
    (self.qemu, self.raw) = try await (qemu, raw)
  }
}
