@testable import Console
import Digests
import Engine
import FoundationEssentials
import StepCache
import TaskGraph
import Testing

struct PlanReportTests {
  private func report(_ plan: Plan, _ histories: [Target: History] = [:]) -> PlanReport {
    PlanReport(plan, histories: histories)
  }

  @Test func `a plan says for each phase whether it is reused, built or follows`() {
    #expect(
      report(Plans.changedVersion()).text == """
        build-qemu-debian-12
          reuse    base         10 s saved
          reuse    containerd   10 s saved
          build    kubernetes   kubernetes_semver changed
          follow   sysprep      kubernetes
          follow   disk         sysprep
          follow   boot         disk
          follow   package      disk

        fetch 3 downloads: kubeadm, kubectl, kubelet
        1 to build, 4 to follow, 2 reused (20 s saved)

        """)
  }

  @Test func `a phase that reads something else than the last time is to be built, whatever it waits for`() {
    let text = report(Plans.changedVersion(), [Recording.target: Plans.history()]).text
    #expect(text.contains("  build    kubernetes   kubernetes_semver changed\n"))
    #expect(text.hasSuffix("\n1 to build, 4 to follow, 2 reused (20 s saved)\n"))
  }

  @Test func `phases that targets share are marked in each of them and counted once`() {
    let text = report(Plans.changedVersion([Recording.target, Recording.other])).text
    #expect(
      text == """
        build-qemu-debian-12
          reuse    base         10 s saved                  shared with azure-debian-12
          reuse    containerd   10 s saved                  shared with azure-debian-12
          build    kubernetes   kubernetes_semver changed   shared with azure-debian-12
          follow   sysprep      kubernetes
          follow   disk         sysprep
          follow   boot         disk
          follow   package      disk

        build-azure-debian-12
          reuse    base         10 s saved                  shared with qemu-debian-12
          reuse    containerd   10 s saved                  shared with qemu-debian-12
          build    kubernetes   kubernetes_semver changed   shared with qemu-debian-12
          follow   sysprep      kubernetes
          follow   disk         sysprep
          follow   boot         disk
          follow   package      disk

        fetch 3 downloads: kubeadm, kubectl, kubelet
        1 to build, 8 to follow, 2 reused (20 s saved)

        """)
  }

  @Test func `a plan with nothing to do says so`() {
    let text = report(Plans.complete()).text
    #expect(text.hasSuffix("\nnothing to build: all 7 phases are in the cache (1 min 10 s saved)\n"))
  }

  @Test func `the JSON of a plan has states, reasons and keys under names that stay`() throws {
    struct Decoded: Decodable {
      struct Item: Decodable {
        struct Reason: Decodable {
          struct Difference: Decodable, Equatable {
            let change, kind, name, from, to, from_origin, to_origin: String
          }
          let kind: String
          let differences: [Difference]
          let since: Int
        }
        let phase: String?
        let supply: String?
        let state: String
        let saved_seconds: Double?
        let reason: Reason?
        let follows: [String]?
        let key: String?
        let targets: [String]
      }
      struct Target: Decodable {
        let target: String
        let phases: [Item]
      }
      let complete: Bool
      let targets: [Target]
      let supplies: [Item]
    }
    let decoded = try JSONDecoder().decode(
      Decoded.self, from: Data(json(report(Plans.changedVersion(fetched: true))).utf8))
    #expect(!decoded.complete)
    let phases = try #require(decoded.targets.first).phases
    #expect(phases.map(\.phase) == ["base", "containerd", "kubernetes", "sysprep", "disk", "boot", "package"])
    #expect(phases.map(\.state) == ["hit", "hit", "miss", "follows", "follows", "follows", "follows"])
    #expect(phases[0].saved_seconds == 10 && phases[0].key?.count == 64)
    #expect(phases[3].follows == ["kubernetes"])
    #expect(phases[2].reason?.kind == "changed" && phases[2].reason?.since == 1_699_998_800)
    #expect(
      phases[2].reason?.differences == [
        .init(
          change: "changed", kind: "variable", name: "kubernetes_semver", from: "v1.36.0", to: "v1.36.1",
          from_origin: "vars/defaults/kubernetes.yaml:3", to_origin: "vars/user.yaml:1")
      ])
    #expect(decoded.supplies.map(\.supply) == ["kubeadm", "kubectl", "kubelet"])
  }
}
