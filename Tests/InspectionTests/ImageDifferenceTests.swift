import Digests
import Testing

@testable import Inspection

struct ImageDifferenceTests {
  private func file(
    _ path: String, _ content: String = "", mode: UInt32 = 0o644, user: UInt32 = 0, target: String = "",
    kind: FileRecord.Kind = .file, attributes: [String: String] = [:]
  ) -> FileRecord {
    FileRecord(
      path: path, kind: kind, mode: mode, user: user, group: 0, target: target,
      digest: kind == .file ? contentDigest(of: content) : nil, attributes: attributes)
  }

  @Test func `a file differs in content, mode, owner, target, kind or attributes`() {
    let old = [
      file("/a", "1"), file("/b"), file("/c"), file("/d", target: "x", kind: .link), file("/e"), file("/f"),
      file("/gone"), file("/same"),
    ]
    let new = [
      file("/a", "2"), file("/b", mode: 0o4755), file("/c", user: 7), file("/d", target: "y", kind: .link),
      file("/e", kind: .directory), file("/f", attributes: ["security.capability": "01"]), file("/new"), file("/same"),
    ]
    let changes = FileChange.between(old, new)
    #expect(changes.map(\.path) == ["/a", "/b", "/c", "/d", "/e", "/f", "/gone", "/new"])
    #expect(
      changes.map(\.aspects) == [[.content], [.mode], [.owner], [.target], [.kind], [.attributes], [], []])
    #expect(changes[1].detail == ["0644 -> 4755"])
    #expect(changes[2].detail == ["0:0 -> 7:0"])
    #expect(changes.map(\.change).suffix(3) == [.changed, .removed, .added])
  }

  @Test func `a package is upgraded, added or removed, and told apart by architecture where two are installed`() {
    func package(_ name: String, _ version: String, _ architecture: String = "amd64") -> InstalledPackage {
      InstalledPackage(name: name, version: version, architecture: architecture)
    }
    let changes = PackageChange.between(
      [package("a", "1"), package("b", "1"), package("libc6", "2"), package("libc6", "2", "i386")],
      [package("a", "2"), package("c", "1"), package("libc6", "2"), package("libc6", "3", "i386")])
    #expect(
      changes == [
        PackageChange(name: "a", from: "1", to: "2"), PackageChange(name: "b", from: "1", to: nil),
        PackageChange(name: "c", from: nil, to: "1"), PackageChange(name: "libc6:i386", from: "2", to: "3"),
      ])
  }

  @Test func `units, kernel arguments and partitions are compared, the root's own UUID is not`() {
    var old = InspectedImage(file: "old", format: "raw", size: 10, stored: 10)
    old.table = PartitionTable(
      label: "gpt", identifier: "A",
      partitions: [.init(number: 1, name: "esp", type: "x", identifier: "1", start: 0, size: 5)])
    var system = InspectedSystem()
    system.boot = BootEntry(kernel: "/vmlinuz", arguments: ["root=UUID=1", "ro", "quiet"])
    system.units = [UnitState(name: "a.service", state: .enabled)]
    old.system = system
    var new = old
    system.boot = BootEntry(kernel: "/vmlinuz", arguments: ["root=UUID=2", "ro", "debug"])
    system.units = [UnitState(name: "a.service", state: .masked)]
    new.system = system
    new.table = PartitionTable(
      label: "gpt", identifier: "B",
      partitions: [.init(number: 1, name: "esp", type: "x", identifier: "1", start: 0, size: 6)])
    let difference = ImageDifference.between(
      ImageContents(image: old, files: [], partitions: [1: contentDigest(of: "1")]),
      ImageContents(image: new, files: [], partitions: [1: contentDigest(of: "2")]))
    #expect(difference.units == [ValueChange(name: "a.service", from: "enabled", to: "masked")])
    #expect(
      difference.kernelArguments == [
        ValueChange(name: "debug", from: nil, to: ""), ValueChange(name: "quiet", from: "", to: nil),
      ])
    #expect(difference.partitions.map(\.name) == ["1 esp", "1 esp content"])
    #expect(difference.identifiers == [ValueChange(name: "disk", from: "A", to: "B")])
    #expect(difference.system.isEmpty && difference.packages.isEmpty && difference.files.isEmpty)
  }
}
