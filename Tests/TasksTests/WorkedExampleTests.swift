import Engine
import Glibc
import ImageSandbox
import ImageSupply
import ImageTree
import Storage
import SystemPackage
import TaskGraph
import TestSupport
import Testing
import Variables

@testable import Tasks

// What stands between the marks is the code of docs/writing-a-step.md, to the letter.

// begin limit the journal
extension VariableName {
  static let journalSize: Self = "journal_size"
}

/// The journal leaves the disk to containers.
let limitJournal = Step<Image>("limit the journal", reads: [.journalSize]) { image in
  let size = try image.values.string(.journalSize)
  try await image.write("[Journal]\nSystemMaxUse=\(size)\n", to: "/etc/systemd/journald.conf.d/size.conf")
}
// end

// begin install etcdctl
extension VariableName {
  static let etcdctlSourceType: Self = "etcdctl_source_type"
  static let etcdctlArchive: Self = "etcdctl_archive"
  static let etcdctlChecksum: Self = "etcdctl_checksum"
}

/// `etcdctl`, for whoever repairs a cluster, and nothing else of its release archive.
let installEtcdctl = Step<Image>(
  "install etcdctl", when: .variable(.etcdctlSourceType, is: "http"),
  supplies: { circumstances in
    let values = circumstances.declared([.etcdctlArchive, .etcdctlChecksum], by: "etcdctl")
    return [
      try download(
        "etcdctl-archive", from: values.string(.etcdctlArchive),
        checksum: .sha256(values.string(.etcdctlChecksum)), circumstances)
    ]
  }
) { image in
  try await image.unpack(
    image.supply("etcdctl-archive"), into: "/usr/local/bin", stripping: 1, only: ["*/etcdctl"])
}
// end

/// The worked example of the documentation.
@Suite struct WorkedExampleTests {
  private static let project = FilePath(#filePath).removingLastComponent().removingLastComponent()
    .removingLastComponent()

  /// The program that hosts sandboxes for the tests, beside the test bundle.
  private static var fixture: FilePath {
    var name = [CChar](repeating: 0, count: Int(PATH_MAX))
    readlink("/proc/self/exe", &name, name.count - 1)
    return FilePath(platformString: name).removingLastComponent().appending("SandboxFixture")
  }

  private let variables = VariableSet(
    [
      ("journal_size", "1G"), ("etcdctl_source_type", "http"),
      ("etcdctl_archive", "https://example.invalid/etcd.tar.gz"),
      ("etcdctl_checksum", String(repeating: "0", count: 64)), ("architecture", "amd64"),
    ].map { ResolvedVariable(name: VariableName(rawValue: $0), value: .string($1), origin: .commandLine("test")) }
      + [ResolvedVariable(name: "source_date_epoch", value: .integer(0), origin: .commandLine("test"))]
      + networkReads.map {
        ResolvedVariable(
          name: $0, value: .secret(SecretValue("")), origin: .commandLine("test"), secrecy: .credential)
      })

  private var circumstances: Circumstances {
    Circumstances(
      target: Target(provider: "qemu", system: "debian-12"), values: variables, codeDigests: ["node": "code"],
      toolVersions: [:], surroundings: "1", seal: { $0 })
  }

  @Test(arguments: ["limit the journal", "install etcdctl"])
  func `the documentation shows what is tested here`(example: String) throws {
    let source = try readText(FilePath(#filePath))
    let page = try readText(Self.project.appending("docs/writing-a-step.md"))
    let begin = try #require(source.firstRange(of: "// begin \(example)\n"))
    let end = try #require(source[begin.upperBound...].firstRange(of: "// end\n"))
    #expect(page.contains("```swift\n\(source[begin.upperBound..<end.lowerBound])```\n"))
  }

  @Test func `a step writes what its variable says`() async throws {
    try await withTestDirectory { store in
      let plan = SandboxPlan(root: .layers([], upper: "upper", work: "work"), store: store, sourceDateEpoch: 0)
      let fixture = Self.fixture
      let written = try await Sandbox.withSession(plan, program: fixture) { session in
        let image = Image(
          session: session, values: circumstances.declared(limitJournal.reads, by: limitJournal.name),
          architecture: .amd64, packages: PackagePool(store.appending("packages")))
        try await limitJournal.run(image)
        return try await image.read("/etc/systemd/journald.conf.d/size.conf")
      }
      for name in try listDirectory(store) { try await Sandbox.removeTree(store.appending(name), program: fixture) }
      #expect(written == "[Journal]\nSystemMaxUse=1G\n")
    }
  }

  @Test func `what a step reads and takes in is in the key of its phase`() throws {
    var assembly = Assembly()
    try assembly.add(
      [.layer("node", [limitJournal, installEtcdctl])], gates: [], skipping: [], in: circumstances,
      deliver: { _ in [] })
    let phase = try #require(assembly.graph.works.first { $0.role == .phase })
    let read = phase.fields.filter { $0.kind == .variable }.map(\.name)
    #expect(read == ["architecture", "etcdctl_source_type", "journal_size", "source_date_epoch"])
    #expect(phase.supplies.map(\.name) == ["etcdctl-archive"])
  }

  @Test func `a step whose condition does not hold takes in nothing`() throws {
    let packaged = VariableSet([
      ResolvedVariable(name: "etcdctl_source_type", value: .string("none"), origin: .commandLine("test"))
    ])
    #expect(installEtcdctl.condition?.text == "etcdctl_source_type is http")
    var assembly = Assembly()
    try assembly.add(
      [.layer("node", [installEtcdctl])], gates: [], skipping: [],
      in: Circumstances(
        target: Target(provider: "qemu", system: "debian-12"), values: packaged, codeDigests: ["node": "code"],
        toolVersions: [:], surroundings: "1", seal: { $0 }), deliver: { _ in [] })
    #expect(assembly.graph.works.flatMap(\.inputs).isEmpty)
  }
}
