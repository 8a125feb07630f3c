@testable import Console
import FoundationEssentials
import StepCache
import TaskGraph
import Testing

struct HistoryReportTests {
  private struct Decoded: Decodable {
    struct Change: Decodable {
      let change, kind, name: String
      let from, to, work: String?
    }
    struct Part: Decodable {
      let phase, supply: String?
      let outcome: String
      let seconds: Double
    }
    struct Build: Decodable {
      let run: String
      let started: Int64
      let seconds: Double
      let outcome: String
      let asked: [String]
      let changes: [Change]?
      let works: [Part]
    }
    let target: String
    let builds: [Build]
  }

  private func build(
    _ run: String, at started: Int64, version: KeyField, outcome: Outcome = .built, asked: [String] = []
  ) -> PastBuild {
    let base = Work(name: "base", role: .phase, result: .layer, fields: [], inputs: [])
    let kubernetes = Work(
      name: "kubernetes", role: .phase, result: .layer, fields: [version], inputs: [.init("layer", from: base.id)])
    return PastBuild(
      run: run, started: started, seconds: 12, outcome: outcome, asked: asked,
      works: [(base, .reused, 0), (kubernetes, outcome, outcome == .built ? 7 : 0)])
  }

  private var builds: [PastBuild] {
    [
      build("c", at: 1_700_001_200, version: Recording.newer, asked: ["PHASE=kubernetes"]),
      build("b", at: 1_699_999_940, version: Recording.newer, outcome: .failed),
      build("a", at: 1_699_913_600, version: Recording.older),
    ]
  }

  private func report(count: Int = 10) -> HistoryReport {
    HistoryReport(builds, of: Recording.target, count: count, now: 1_700_001_260)
  }

  @Test func `builds are told newest first, each with what changed, what ran and how it ended`() {
    #expect(
      report().text == """
        2023-11-14 22:33 UTC   1 minute ago   built in 12 s   PHASE=kubernetes
          nothing changed
          built kubernetes 7 s

        2023-11-14 22:12 UTC   22 minutes ago   failed in 12 s: kubernetes
          variable kubernetes_semver   v1.36.0  vars/defaults/kubernetes.yaml:3   ->   v1.36.1  vars/user.yaml:1

        2023-11-13 22:13 UTC   1 day ago   built in 12 s
          the first one that is known
          built kubernetes 7 s

        """)
  }

  @Test func `the last of those that are told is compared with the one before all the same`() throws {
    let text = report(count: 2).text
    #expect(text.contains("variable kubernetes_semver") && !text.contains("the first one"))
  }

  @Test func `a target that was never built has no history`() {
    #expect(
      HistoryReport([], of: Recording.target, count: 10, now: 0).text == "no build of build-qemu-debian-12 is known\n")
  }

  @Test func `the JSON of a history has changes and outcomes under names that stay`() throws {
    let decoded = try JSONDecoder().decode(Decoded.self, from: Data(json(report()).utf8))
    #expect(decoded.target == "build-qemu-debian-12" && decoded.builds.map(\.run) == ["c", "b", "a"])
    #expect(decoded.builds[0].asked == ["PHASE=kubernetes"] && decoded.builds[0].changes?.isEmpty == true)
    #expect(decoded.builds[1].outcome == "failed" && decoded.builds[1].changes?.first?.to == "v1.36.1")
    #expect(decoded.builds[2].changes == nil)
    #expect(decoded.builds[2].works.map(\.phase) == ["base", "kubernetes"])
    #expect(decoded.builds[2].works.map(\.outcome) == ["reused", "built"])
  }
}
