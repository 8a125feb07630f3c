import Inspection
import TaskGraph
import Testing

@testable import Console

struct ReproductionReportTests {
  private let target = Target(provider: "qemu", system: "debian-12")

  private func works(_ same: Bool...) -> [ReproductionReport.Work] {
    [
      .init(name: "base", isSame: same[0], inputs: []), .init(name: "setup", isSame: same[1], inputs: ["base"]),
      .init(name: "disk", isSame: same[2], inputs: ["setup"]),
    ]
  }

  @Test func `what came out the same is named`() {
    let report = ReproductionReport(target, works: works(true, true, true), difference: nil)
    #expect(report.isSame)
    #expect(report.text == "build-qemu-debian-12 comes out the same to the last byte: base, setup, disk\n")
  }

  @Test func `a phase that differs is told from those that only lie on it, and its files are named`() {
    let image = InspectedImage(file: "", format: "raw", size: 1, stored: 1)
    let difference = ImageDifference.between(
      ImageContents(image: image, files: [], partitions: [:]),
      ImageContents(
        image: image, files: [FileRecord(path: "/etc/x", kind: .file, mode: 0o644, user: 0, group: 0)], partitions: [:])
    )
    let report = ReproductionReport(target, works: works(true, false, false), difference: difference)
    #expect(!report.isSame)
    #expect(
      report.text == """
        build-qemu-debian-12 does not come out the same
          differs   setup
          follows   disk    setup

        kept -> built without the cache
          files   1 added

        files
          +   /etc/x

        """)
    #expect(json(report).contains(#""same" : false"#))
  }
}
