@testable import Console
import Engine
import FoundationEssentials
@testable import StepCache
import TaskGraph
import Testing
import Variables

struct ReportTests {
  private let variables = VariableSet([
    ResolvedVariable(
      name: "kubernetes_semver", value: .string("v1.36.1"), origin: .file("vars/user.yaml", line: 1, column: 1),
      overrode: [Setting(text: "v1.36.0", origin: .file("vars/defaults/kubernetes.yaml", line: 3, column: 1))]),
    ResolvedVariable(
      name: "kubernetes_cni_semver", value: .string("v1.2.0"),
      origin: .file("vars/defaults/cni.yaml", line: 2, column: 1)),
    ResolvedVariable(
      name: "root_password", value: .secret(SecretValue("hush-hush")), origin: .commandLine("VARS"),
      secrecy: .content),
  ])

  @Test func `a variable is shown with who set it and what that overrode`() {
    #expect(
      VariablesReport(variables, of: Recording.target, containing: "SEMVER").text == """
        kubernetes_cni_semver   v1.2.0    vars/defaults/cni.yaml:2
        kubernetes_semver       v1.36.1   vars/user.yaml:1           over v1.36.0 vars/defaults/kubernetes.yaml:3

        """)
  }

  @Test func `a secret is shown in neither form`() {
    let report = VariablesReport(variables, of: Recording.target)
    #expect(report.text.contains("root_password           (secret)"))
    #expect(!report.text.contains("hush") && !json(report).contains("hush"))
    #expect(json(report).contains(#""secret" : "content""#))
  }

  @Test func `targets are listed with their parts`() {
    let list = TargetList([
      (Recording.target, "QEMU, Debian 12"), (Target(provider: "azure", system: "debian-12", variant: "gen2"), "Azure"),
    ])
    #expect(list.text == "build-qemu-debian-12         QEMU, Debian 12\nbuild-azure-debian-12-gen2   Azure\n")
    #expect(json(list).contains(#""variant" : "gen2""#))
  }

  @Test func `a target is described by phases, steps and what these read`() throws {
    let step = Step<Int>("install containerd and runc", reads: ["containerd_version"]) { _ in }
    let phase = PhaseDefinition("containerd", of: .image, leaves: .layer, [step], reads: ["architecture"]) { _, _, _ in
      .record(facts: [:])
    }
    let check = PhaseDefinition("check", of: .phase("sysprep"), leaves: .record, [Step<Int>]()) { _, _, _ in
      .record(facts: [:])
    }
    let description = TargetDescription(Recording.target, phases: [phase, check], gates: ["check"])
    #expect(
      description.text == """
        build-qemu-debian-12   2 phases
          containerd   takes in the image so far, leaves a layer
            reads architecture
            install containerd and runc
              reads containerd_version
          check   takes in what sysprep leaves, leaves a record, proves the image

        """)
    #expect(json(description).contains(#""takes" : "sysprep""#))
  }

  @Test func `the cache's use is a row for each phase and a sum`() {
    let usage = Usage(
      rows: [.init(name: "base", results: 2, bytes: 1_200_000_000), .init(name: "disk", results: 1, bytes: 900)],
      superseded: .init(name: "superseded", results: 1, bytes: 7),
      folders: [.init(name: "packages/archives", files: 12, bytes: 93)], bytes: 1_200_001_000, free: 50_000_000_000)
    #expect(
      UsageReport(usage, at: "/cache").text == """
          base                2 results   1.2 GB
          disk                 1 result    900 B
          superseded           1 result      7 B
          packages/archives    12 files     93 B
        /cache: 1.2 GB, 50 GB free

        """)
    #expect(json(UsageReport(usage, at: "/cache")).contains(#""free_bytes" : 50000000000"#))
  }

  @Test(arguments: [
    (0, 0, 0, "nothing to remove\n"), (1, 0, 0, "removed 1 result, 2 MB\n"),
    (0, 2, 0, "removed 2 package files, 2 MB\n"),
    (3, 1, 1, "removed 3 results and 1 package file, 2 MB; 1 result stayed because it is in use\n"),
    (0, 0, 2, "nothing to remove; 2 results stayed because they are in use\n"),
  ]) func `a collection says what went and what stayed`(removed: Int, files: Int, inUse: Int, text: String) {
    let collection = Collection(removed: removed, files: files, bytes: 2_000_000, inUse: inUse)
    #expect(CollectionReport(collection).text == text)
    #expect(json(CollectionReport(collection)).contains("\"files\" : \(files)"))
  }

  @Test func `a collection names each kind of thing that went`() {
    let collection = Collection(removed: 2, failedTrees: 1, unfinished: 3, files: 4, bytes: 2_000_000)
    let report = CollectionReport(collection)
    #expect(report.text == "removed 2 results, 3 unfinished results, 1 failed tree and 4 package files, 2 MB\n")
    #expect(json(report).contains("\"failed_trees\" : 1") && json(report).contains("\"unfinished\" : 3"))
  }

  @Test func `what is damaged is named with its phase and what is wrong with it`() {
    let damage = Damage(name: "base", key: String(repeating: "5f", count: 32), fault: "its tree was changed")
    let found = Verification(sound: 12, bytes: 3_000_000_000, damaged: [damage], removed: 1)
    #expect(
      VerificationReport(found, at: "/cache").text == """
          base   5f5f5f5f5f5f   its tree was changed
        /cache: 12 results sound, 3 GB; 1 damaged, 1 removed

        """)
    #expect(json(VerificationReport(found, at: "/cache")).contains(#""fault" : "its tree was changed""#))
  }

  @Test func `delivered files stand in columns with size and checksum`() {
    let layout = Layout(Recording.outline())
    let lines = layout.delivered([
      Delivery.File(path: "output/a.qcow2", bytes: 612_000_000, sha256: "5f0c"),
      Delivery.File(path: "output/b", bytes: 12, sha256: nil),
    ])
    #expect(lines.map(\.text) == ["output/a.qcow2   612 MB   sha256 5f0c", "output/b           12 B"])
  }
}
