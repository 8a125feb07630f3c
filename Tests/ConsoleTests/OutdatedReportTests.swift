@testable import Console
import Digests
@testable import Engine
@testable import StepCache
import TaskGraph
import Testing

struct OutdatedReportTests {
  private static let now: Int64 = 1_700_000_000
  private static let changes = [
    PackageChange("libssl3", from: "3.0.15", to: "3.0.16"), PackageChange("new", from: nil, to: "1"),
    PackageChange("old", from: "2", to: nil),
  ]

  private func row(_ name: String, _ role: Work.Role, _ changes: [PackageChange]) -> OutdatedReport.Row {
    let work = Work(name: name, role: role, result: .layer, fields: [], inputs: [])
    let entry = Entry(
      key: work.key(inputs: []), name: name, kind: .layer, result: "r", digest: contentDigest(of: name), bytes: 0,
      artifacts: [], facts: [:], supplies: [:], secrets: nil, built: Self.now - 7200, confirmed: nil, seconds: 1,
      boot: "",
      flushed: true)
    let kept = KeptWork(work: work, targets: [Recording.target], facts: [:], below: [], tree: nil, entry: entry)
    return OutdatedReport.Row(kept, changes: changes)
  }

  @Test func `what is outdated is told with both versions, then what to do`() {
    let report = OutdatedReport(
      [row("base", .phase, Self.changes), row("setup", .phase, [])], missing: ["containerd", "kubernetes"],
      now: Self.now)
    #expect(
      report.text == """
        base would get 3 packages otherwise (chosen 2 hours ago)
          libssl3   3.0.15   ->   3.0.16
          new       (none)   ->   1
          old       2        ->   (none)
        setup has what the archive has (chosen 2 hours ago)
        nothing is known of containerd and kubernetes: not built with these variables
        REFRESH=1 builds what is outdated anew

        """)
    #expect(report.isOutdated)
  }

  @Test func `where nothing is outdated nothing is to be done`() {
    let report = OutdatedReport([row("base", .phase, [])], missing: [], now: Self.now)
    #expect(report.text == "base has what the archive has (chosen 2 hours ago)\n")
    #expect(!report.isOutdated)
  }

  @Test func `programs get the same`() {
    let report = OutdatedReport([row("go-toolchain", .supply, [Self.changes[1]])], missing: ["disk"], now: Self.now)
    #expect(
      jsonLine(report) == """
        {"missing":["disk"],"outdated":true,"works":[{"packages":[{"name":"new","to":"1"}],"resolved":1699992800,\
        "supply":"go-toolchain","targets":["build-qemu-debian-12"]}]}

        """)
  }

  @Test func `that the archive moved is a reason in words`() {
    let one = MissReason.outdated([Self.changes[0]])
    #expect(Sentences.short(one, inputs: [:]) == "libssl3 3.0.15 -> 3.0.16 in the archive")
    let all = MissReason.outdated(Self.changes)
    #expect(Sentences.short(all, inputs: [:]) == "libssl3 3.0.15 -> 3.0.16 and 2 more in the archive")
    #expect(Sentences.long(all, ago: nil) == "the archive has 3 packages in another version")
    #expect(
      jsonLine(ReasonRecord(reason: one))
        == "{\"kind\":\"outdated\",\"packages\":[{\"from\":\"3.0.15\",\"name\":\"libssl3\",\"to\":\"3.0.16\"}]}\n")
  }
}
