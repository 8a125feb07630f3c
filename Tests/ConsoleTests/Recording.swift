import Console
import Digests
@testable import Engine
import TaskGraph

/// A recorded run of one target: what was kept is reused, Kubernetes and what follows it is built.
struct Recording {
  static let target = Target(provider: "qemu", system: "debian-12")
  static let other = Target(provider: "azure", system: "debian-12")
  static let downloads = ["kubeadm", "kubectl", "kubelet"]
  static let newer = KeyField(.variable, "kubernetes_semver", "v1.36.1", origin: "vars/user.yaml:1")
  static let older = KeyField(
    .variable, "kubernetes_semver", "v1.36.0", origin: "vars/defaults/kubernetes.yaml:3")

  /// The graph of one target, or of two that share all up to Kubernetes.
  static func graph(_ targets: [Target] = [target]) -> Graph {
    var graph = Graph()
    for target in targets {
      var last: Work.ID?
      var placed: [Pipeline.Phase] = []
      func phase(
        _ name: String, _ result: ResultKind, from: Work.ID?, fields: [KeyField] = [], supplies: [Work.Input] = []
      ) {
        let inputs = from.map { [Work.Input("layer", from: $0)] } ?? []
        let work = Work(name: name, role: .phase, result: result, fields: fields, inputs: inputs, supplies: supplies)
        last = graph.add(work)
        placed.append(Pipeline.Phase(PhaseName(rawValue: name), work: work.id))
      }
      let supplies = downloads.map { name in
        Work.Input(
          name,
          from: graph.add(
            Work(
              name: name, role: .supply, result: .artifacts,
              fields: [KeyField(.parameter, "url", "https://example.invalid/\(name)")], inputs: [])))
      }
      phase("base", .layer, from: nil)
      phase("containerd", .layer, from: last)
      phase("kubernetes", .layer, from: last, fields: [newer], supplies: supplies)
      phase("sysprep", .layer, from: last, fields: [KeyField(.parameter, "target", target.name)])
      phase("disk", .artifacts, from: last)
      let disk = last
      phase("boot", .record, from: disk)
      phase("package", .artifacts, from: disk)
      graph.add(Pipeline(target: target, phases: placed, gates: ["boot"]))
    }
    return graph
  }

  static func outline(_ targets: [Target] = [target]) -> Outline {
    let graph = graph(targets)
    let disk = graph.works.first { $0.name == "disk" }
    return Outline(
      graph: graph, works: graph.works,
      headers: targets.map {
        TargetHeader(target: $0, facts: ["Kubernetes v1.36.1", "amd64"], files: ["vars/user.yaml"])
      },
      expected: disk.map { [$0.id: 6] } ?? [:])
  }

  /// An event of the recorded run, some seconds after its start.
  static func event(
    _ time: Double, _ work: String?, _ what: Event.What, targets: [Target] = [target]
  ) -> Event {
    let role = work.map { downloads.contains($0) ? Work.Role.supply : .phase }
    return Event(
      run: "k3x9", time: 1_700_000_000 + time, targets: targets, work: work, role: role,
      key: work == nil ? nil : "c0ffee", what: what)
  }

  /// An event that is about no work.
  static func event(_ time: Double, _ what: Event.What, targets: [Target] = [target]) -> Event {
    event(time, nil, what, targets: targets)
  }

  static let reason = MissReason.changed([.changed(from: older, to: newer)], since: 1_699_998_800)

  /// Up to the moment where the disk is being made.
  static let firstHalf: [Event] = [
    event(0, .begun(works: 10)),
    event(0.01, "base", .finished(.reused, seconds: 41)),
    event(0.01, "containerd", .finished(.reused, seconds: 4)),
    event(0.02, "kubeadm", .started(.neverBuilt)),
    event(0.02, "kubectl", .started(.neverBuilt)),
    event(0.5, "kubeadm", .progress(Event.Progress(done: 20_000_000, total: 58_000_000, unit: "bytes"))),
    event(1, "kubectl", .progress(Event.Progress(done: 21_000_000, total: 60_000_000, unit: "bytes"))),
    event(2.3, "kubeadm", .finished(.built, seconds: 2.3)),
    event(2.5, "kubectl", .finished(.built, seconds: 2.5)),
    event(2.5, "kubelet", .started(.neverBuilt)),
    event(4, "kubelet", .finished(.built, seconds: 1.5)),
    event(4, "kubernetes", .started(reason)),
    event(4, "kubernetes", .step("install kubelet, kubeadm and kubectl")),
    event(9, "kubernetes", .output("Setting up kubelet \u{1B}[32m(1.36.1)\u{1B}[0m\r")),
    event(22, "kubernetes", .finished(.built, seconds: 18)),
    event(
      22, "sysprep",
      .started(.changed([.changed(from: KeyField(.input, "layer", "a"), to: KeyField(.input, "layer", "b"))], since: 0))
    ),
    event(23.2, "sysprep", .finished(.built, seconds: 1.2)),
    event(23.2, "disk", .started(.neverBuilt)),
    event(23.2, "disk", .step("make the root file system")),
  ]

  /// From there to the end.
  static let secondHalf: [Event] = [
    event(29, "disk", .finished(.built, seconds: 5.8)),
    event(29, "boot", .started(.neverBuilt)),
    event(29, "package", .started(.neverBuilt)),
    event(30, "package", .warning("the image has no swap")),
    event(33, "package", .finished(.built, seconds: 4)),
    event(38, "boot", .finished(.built, seconds: 9)),
    event(38, .delivered([Delivery.File(path: "output/qemu-debian-12.qcow2", bytes: 612_000_000, sha256: "5f0c")])),
    event(38, .ended(Summary(counts: ["built": 8, "reused": 2], seconds: 38, saved: 45))),
  ]

  static let run = firstHalf + secondHalf

  static let failure = logged(
    Failure(
      "`kubeadm config images pull` exited with status 1", step: "pull the images",
      command: "kubeadm config images pull --kubernetes-version v1.36.1",
      lines: ["I1120 pulling", "failed to pull image: \u{1B}[31mtimeout\u{1B}[0m"],
      hint: "see whether registry.example.invalid answers"))

  static let mixedArchives = [
    MixedArchive(
      archive: "mirror.example/debian/dists/bookworm",
      seen: [.init(state: "12ab", phases: ["base"]), .init(state: "34cd", phases: ["setup", "containerd"])])
  ]

  static let oldPackages = OldPackages(phase: "base", age: 777_600, limit: 604_800)

  private static func logged(_ failure: Failure) -> Failure {
    var failure = failure
    failure.log = "/cache/history/logs/containerd"
    return failure
  }

  static let failedRun: [Event] = [
    event(0, .begun(works: 10)),
    event(0.01, "base", .finished(.reused, seconds: 41)),
    event(0.02, "containerd", .started(.gone)),
    event(3, "containerd", .failed(failure)),
    event(3, "containerd", .finished(.failed, seconds: 0)),
    event(3, "kubernetes", .finished(.skipped, seconds: 0)),
    event(3, "sysprep", .finished(.skipped, seconds: 0)),
    event(3, .ended(Summary(counts: ["reused": 1, "failed": 9], seconds: 3, saved: 41))),
  ]

  static let reusedRun: [Event] =
    [event(0, .begun(works: 10))]
    + ["base", "containerd", "kubernetes", "sysprep", "disk", "boot", "package"].map {
      event(0.01, $0, .finished(.reused, seconds: 10))
    } + [
      event(0.1, .delivered([Delivery.File(path: "output/qemu-debian-12.qcow2", bytes: 612_000_000, sha256: "5f0c")])),
      event(0.1, .ended(Summary(counts: ["reused": 10], seconds: 0.1, saved: 70))),
    ]
}
