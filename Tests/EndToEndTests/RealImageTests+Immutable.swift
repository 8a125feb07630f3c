import BuildSites
import FoundationEssentials
import StepCache
import Storage
import SystemPackage
import Testing

/// A root that is never written to.
extension RealImageTests {
  @Test func `an immutable image shares all but its sealing, boots, and can be written to only where it should be`()
    async throws
  {
    struct Finding: Decodable {
      let name: String
      let passed: Bool
    }
    let first = try await bench.mainJob.value
    let goal = "build-qemu-debian-12-immutable"
    let ran = try await site.build(goal, "boot_firmwares=seabios")
    #expect(ran.status == 0, "\(ran.output)")
    #expect(ran.works("built").sorted() == ["boot", "check", "disk", "package", "sysprep"])
    #expect(ran.key(of: "provider", for: goal) == first.key(of: "provider"))
    #expect(try site.manifest("qemu-debian-12-immutable-kube-v1.20.2").proven)

    let report = try site.entry(ran.key(of: "boot", for: goal)).facts["report"] ?? ""
    let findings = try JSONDecoder().decode([Finding].self, from: Data(report.utf8))
    #expect(findings.filter { !$0.passed }.map(\.name) == [])
    for name in [
      "nothing can be written to /usr", "/etc can be written to", "/var/lib is on the data partition",
      "/tmp is in memory",
      "nothing else can be written to", "the data partition grew to the disk", "no unit failed",
    ] { #expect(findings.contains { $0.name == "seabios: \(name)" }, "not checked: \(name)") }
  }
}
