import Digests
import Inspection
import TaskGraph
import Testing

@testable import Console

struct InspectionReportTests {
  private var image: InspectedImage {
    var image = InspectedImage(file: "a.qcow2", format: "qcow2", size: 21_474_836_480, stored: 860_000_000)
    var system = InspectedSystem()
    system.name = "Debian GNU/Linux 12 (bookworm)"
    system.packages = [InstalledPackage(name: "containerd", version: "1.6.20", architecture: "amd64")]
    system.boot = BootEntry(kernel: "/boot/vmlinuz-6.1", arguments: ["ro", "quiet"])
    system.units = [UnitState(name: "kubelet.service", state: .enabled)]
    image.system = system
    image.remarks = ["it does not say how it was built"]
    return image
  }

  private func description(_ version: String, code: String = "1") -> BuildDescription {
    let work = Work(
      name: "kubernetes", role: .phase, result: .layer,
      fields: [KeyField(.variable, "kubernetes_semver", version), KeyField(.code, "", code)], inputs: [])
    return BuildDescription(of: Target(provider: "qemu", system: "debian-12"), works: [work]) { _ in false }
  }

  @Test func `a summary has the versions, and says what could not be read`() {
    let text = InspectionReport(image, build: nil, showing: []).text
    #expect(text.hasPrefix("a.qcow2   qcow2, 860 MB, a disk of 21 GB\n"))
    #expect(text.contains("  containerd   1.6.20\n"))
    #expect(text.contains("  arguments    ro quiet\n"))
    #expect(text.contains("note: it does not say how it was built\n"))
  }

  @Test func `a list has nothing but what was asked for`() {
    #expect(InspectionReport(image, build: nil, showing: [.packages]).text == "  containerd   1.6.20   amd64\n")
    #expect(
      InspectionReport(image, build: description("v1.20.2"), showing: [.variables]).text
        == "  kubernetes_semver   v1.20.2\n")
  }

  @Test func `images that are the same differ in nothing`() {
    let report = ImageDifferenceReport(("a", "b"), nil, build: BuildDifference(nil, nil), limit: nil)
    #expect(report.text == "a and b are the same to the last byte\n")
    #expect(json(report).contains(#""same" : true"#))
  }

  @Test func `a difference begins with what it amounts to`() {
    var other = image
    other.system?.packages = [InstalledPackage(name: "containerd", version: "1.7", architecture: "amd64")]
    other.system?.boot = BootEntry(kernel: "/boot/vmlinuz-6.1", arguments: ["ro"])
    let difference = ImageDifference.between(
      ImageContents(image: image, files: [], partitions: [:]),
      ImageContents(
        image: other,
        files: [
          FileRecord(path: "/a", kind: .directory, mode: 0o755, user: 0, group: 0),
          FileRecord(path: "/a/b", kind: .file, mode: 0o644, user: 0, group: 0),
          FileRecord(path: "/c", kind: .file, mode: 0o644, user: 0, group: 0),
        ], partitions: [:]))
    let build = BuildDifference(description("v1.20.2"), description("v1.20.3", code: "2"))
    let text = ImageDifferenceReport(("a", "b"), difference, build: build, limit: 1).text
    #expect(
      text == """
        a -> b
          packages           1 of another version
          kernel arguments   1 removed
          variables          1 changed
          phases             asked otherwise: kubernetes
          files              3 added

        packages
          containerd   1.6.20   ->   1.7

        kernel arguments
          -   quiet

        variables
          kubernetes_semver   v1.20.2   ->   v1.20.3

        phases
          kubernetes   code   1   ->   2

        files
          +   /a   and 1 in it
          and 1 more (--all)

        """)
  }

  @Test func `disks of which only the bytes differ say so`() {
    let contents = ImageContents(image: image, files: [], partitions: [:])
    let text = ImageDifferenceReport(
      ("a", "b"), ImageDifference.between(contents, contents), build: BuildDifference(nil, nil), limit: nil
    ).text
    #expect(text.contains("bytes   only times, the order of files, or what no partition holds"))
  }
}
