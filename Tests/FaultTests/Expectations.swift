import BuildSites
import Shell
import StepCache
import Storage
import SystemPackage
import Testing

/// Expects that nothing of a site's builds runs, is mounted, or holds a lock.
func expectNothingRuns(at site: Site, _ location: SourceLocation = #_sourceLocation) async throws {
  let original = try await FaultBench.current?.undisturbed.value.site
  let leftovers = try await Leftovers(of: site, copiedFrom: original?.folder == site.folder ? nil : original)
  #expect(try await leftovers.find() == [], sourceLocation: location)
}

/// Expects that the builds at a site have left nothing in its cache and output folder but results.
func expectNothingAbandoned(at site: Site, _ location: SourceLocation = #_sourceLocation) async throws {
  let patterns = ["-path '*/drafts/*'", "-name 'private*'", "-name 'probe*'", "-name '*.tmp'", "-name 'secret.*'"]
  let output = site.folder.appending("output")
  let places = [site.cache] + (fileExists(output) ? [output] : [])
  // What is inside of layers is none of this.
  let found = try await shell(
    "find \(places.map { "'\($0)'" }.joined(separator: " ")) -path '*/results/*/tree' -prune -o "
      + "\\( \(patterns.joined(separator: " -o ")) \\) -print")
  #expect(found == "", sourceLocation: location)
  for folder in try fileExists(output) ? listDirectory(output) : [] {
    let named = try site.manifest(folder).files.map(\.name) + ["SHA256SUMS", "build.log", "manifest.json"]
    #expect(try listDirectory(output.appending(folder)) == named.sorted(), sourceLocation: location)
  }
}

/// Expects that a build went well, built only some works, and left the image that an undisturbed build leaves.
func expectRight(
  _ ran: Ran, at site: Site, built works: [String], as undisturbed: Undisturbed,
  _ location: SourceLocation = #_sourceLocation
) async throws {
  #expect(ran.status == 0, "\(ran.output)", sourceLocation: location)
  #expect(ran.works("built").sorted() == works.sorted(), "\(ran.output)", sourceLocation: location)
  for work in TinySite.phases {
    let (here, there) = (try site.entry(ran.key(of: work)), try undisturbed.site.entry(undisturbed.ran.key(of: work)))
    #expect(here.digest == there.digest, "\(work)", sourceLocation: location)
  }
  #expect(try site.manifest(TinySite.image).files.first?.sha256 == undisturbed.checksum, sourceLocation: location)
  #expect(
    try await shell("sha256sum --check --quiet SHA256SUMS", in: site.output(TinySite.image)) == "",
    sourceLocation: location)
}
