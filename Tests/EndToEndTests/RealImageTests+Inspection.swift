import BuildSites
import Storage
import SystemPackage
import Testing

extension RealImages.RealImageTests {
  @Test func `the bills of materials are valid by the schemas of their formats, and name what was compiled`()
    async throws
  {
    _ = try await bench.mainJob.value
    let bills = ["cdx", "spdx"].map { site.output(image).appending("\(image).\($0).json") }
    try await shell("\(Program.checkout)/hack/check-bills \(bills[0]) \(bills[1])")
    for bill in bills {
      let text = try readText(bill)
      for word in ["pkg:deb/debian/containerd@1.6.20", "kubelet", "pkg:deb/debian/kubernetes@1.20.5%2Breally1.20.2"] {
        #expect(text.contains(word), "\(bill) lacks \(word)")
      }
    }
  }

  @Test func `an image says to any user what is in it and how it was built, wherever it lies and in whatever format`()
    async throws
  {
    _ = try await bench.mainJob.value
    let visitor = try await Site(
      site.program.called("visitor"), in: site.folder.appending("visitor"), user: bench.user?.name)
    let inspected = try await visitor.ask("inspect", site.output(image).string)
    #expect(inspected.status == 0, "\(inspected.output)")
    for line in [
      "target       build-qemu-debian-12", "kubernetes   v1.20.2", "containerd   1.6.20", "phases       base, ",
    ] {
      #expect(inspected.output.contains(line), "no \(line) in:\n\(inspected.output)")
    }
    let same = try await site.ask("diff", site.output(image).string, delivered().string)
    #expect(same.status == 0, "\(same.output)")
  }
}
