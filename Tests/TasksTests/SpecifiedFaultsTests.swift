import FoundationEssentials
import Goss
import ImageChecks
import Shell
import Storage
import SystemPackage
import TestSupport
import Testing

/// Small systems that are as one of our specifications wants them, but for one thing: the specification sees it.
struct SpecifiedFaultsTests {
  private static let folder = project.appending("tasks/check")

  /// The names of our specifications.
  static let names: [String] =
    (try? listDirectory(folder).filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }.sorted()) ?? []

  @Test(arguments: names)
  func `each check of a specification passes where all is well, and sees its own fault`(name: String) async throws {
    let text = try text(of: name)
    let results = try await evaluate(text, seeding: [nil])[0]
    #expect(!results.isEmpty)
    #expect(results.filter { !$0.passed } == [])
    var seeds: [(check: String, fault: String)] = []
    for check in results.map(\.name) {
      if let fault = Self.seed(for: check) {
        seeds.append((check, fault))
      } else {
        Issue.record("no fault is known that `\(check)` sees")
      }
    }
    let seeded = try await evaluate(text, seeding: seeds)
    for (seed, results) in zip(seeds, seeded) {
      #expect(results.map(\.name) == [seed.check] && !results[0].passed, "\(seed.check) does not see `\(seed.fault)`")
    }
  }

  @Test func `there is no fault that nothing looks for`() throws {
    let texts = try Self.names.map(text).joined().split(separator: "\n").joined(separator: " ")
    for check in Self.faults.keys {
      let parts = check.split(separator: "`")
      let name = parts.count > 1 ? parts[check.hasPrefix("`") ? 0 : 1] : check.split(separator: " ").last ?? ""
      #expect(texts.contains(name), "nothing looks for `\(check)`")
    }
  }

  /// What a check is to see; of what is plain, by its name.
  private static func seed(for check: String) -> String? {
    if let seed = faults[check] { return seed }
    let words = check.split(separator: " ")
    let rest = words.dropFirst(2).joined(separator: " ")
    switch (words.first, rest) {
    case ("service", "starts at boot"): return "without \(words[1]) enabled"
    case ("service", "does not start at boot"): return "with \(words[1]) enabled"
    case ("service", "runs"): return "without \(words[1]) active"
    case ("service", "does not run"): return "with \(words[1]) active"
    case ("package", "is installed"): return "without \(words[1]) packages"
    case ("package", "is not installed"): return "with \(words[1]) packages"
    case ("package", _): return "put versions '0'"
    case ("kernel", _): return "put parameter/\(words[2]) 7"
    default: return seed(forFileOrCommand: check)
    }
  }

  /// A file that is gone or says something else; a program that fails or says something else.
  private static func seed(forFileOrCommand check: String) -> String? {
    let parts = check.split(separator: "`", omittingEmptySubsequences: false)
    if parts.count == 1 || parts[0].hasSuffix(" contains ") {
      guard let slash = check.hasPrefix("/") ? check.startIndex : check.firstRange(of: " /")?.lowerBound else {
        return nil
      }
      let words = check[slash...].drop { $0 == " " || $0 == "/" }
      let file = words.prefix { $0 != " " }
      if parts.count > 1 { return "put \(file) other" }
      return words.hasSuffix(" does not exist") ? "put \(file) x" : words.hasSuffix(" exists") ? "rm -r \(file)" : nil
    }
    let command = parts[1].split(separator: " ")
    let program = programs[String(parts[1])] ?? command[0]
    switch (command[0], parts[2].split(separator: " ").first) {
    case ("test", _): return "rm \(command[2].dropFirst())"
    case ("command", _): return "rm bin/\(command[2])"
    case (_, "ends"): return "program \(program) '' 9"
    case (_, "says"): return "program \(program) other"
    default: return nil
    }
  }

  /// A specification, without what only the root of a system can have.
  private func text(of name: String) throws -> String {
    try readText(Self.folder.appending("\(name).yaml")).replacing("    owner: root\n", with: "")
  }

  /// What a specification finds on a system as it should be (nil), and what single checks find where there is a fault.
  private func evaluate(
    _ text: String, seeding seeds: [(check: String, fault: String)?]
  ) async throws -> [[CheckResult]] {
    try await withTestDirectory { folder in
      let tops = ["bin/gcloud", "boot", "curtin", "etc", "lib", "opt", "proc", "sbin", "sys", "usr"]
      let scripts = try seeds.enumerated().map { number, seed in
        let top = "\(folder)/\(number)"
        let below = tops.reduce(text) { $0.replacing(" /\($1)", with: " \(top)/\($1)") }
        let specification = try Specification(
          readingFrom: "goss.yaml", load: { _ in below }, variable: { Self.variables[$0] })
        return """
          cp -a \(folder)/system \(top)
          (
          export top=\(top)
          cd $top || exit
          \(seed?.fault ?? "")
          PATH=$top/bin
          command_folder=$top/said
          check_count=0
          \(lines(of: specification, for: seed?.check, in: top))
          finished
          )
          echo =====

          """
      }
      let output = try await run(
        Command(["sh"], input: Array("{\n\(Self.words(folder))\n\(scripts.joined())} </dev/null\n".utf8))
      ).output
      let reports = output.split(separator: "=====\n").map(String.init)
      try #require(reports.count == seeds.count, "\(output)")
      return try reports.enumerated().map { number, report in
        try #require(CheckReport.results(report), "\(report)").map {
          CheckResult(name: $0.name.replacing("\(folder)/\(number)", with: ""), passed: $0.passed, detail: $0.detail)
        }
      }
    }
  }

  /// The words, and the system, which lies in a folder of its own.
  private static func words(_ folder: FilePath) -> String {
    let words = Specification(installed: ["none"]).script(for: .sealed).split(separator: "\n")
    return """
      mkdir \(folder)/system
      cd \(folder)/system
      top=$PWD
      \(system)
      cd \(folder)
      \(CheckWords.text)
      \(words.filter { !$0.hasPrefix("package_is ") || !$0.contains("none") }.joined(separator: "\n"))
      """
  }

  /// The lines that look at what a specification wants, or at one check of it.
  private func lines(of specification: Specification, for check: String?, in top: String) -> String {
    // Files of parameters are those of this machine.
    let lines = (specification.script(for: .sealed) + specification.script(for: .booted)).split(separator: "\n").filter
    {
      Self.verbs.contains(String($0.prefix { $0 != " " })) && $0.contains(" '")
    }
    guard let check else { return lines.joined(separator: "\n") }
    let name = check.replacing("'", with: #"'\''"#)
    guard let index = lines.firstIndex(where: { $0.replacing(top, with: "").contains(" '\(name)'") }) else { return "" }
    let before = lines[..<index].last { $0.hasPrefix("run_command ") }
    return (lines[index].hasPrefix("command_") ? [before ?? ""] : []).joined() + "\n" + lines[index]
  }

  private static let verbs: Set = [
    "package_is", "package_has", "file_is", "file_fact", "file_kind", "file_leads", "file_sum", "file_has",
    "service_starts", "service_runs", "run_command", "command_ends", "command_says", "parameter_is", "port_listens",
  ]

  private static let variables = [
    "containerd_version": "2.3.2", "crictl_version": "1.36.0", "ib_version": "v1",
    "kubernetes_semver": "v1.36.1", "kubernetes_deb_version": "1.36.1-1.1", "kubernetes_cni_semver": "v1.2.0",
    "root_filesystem": "ext4", "root_filesystem_label": "root", "kubernetes_cni_deb_version": "1.36.1-1.1",
    "system_kernel_parameters.net.ipv4.conf.all.rp_filter": "1",
    "containerd_wasm_shims_runtime_versions.lunatic": "v1", "containerd_wasm_shims_runtime_versions.slight": "v1",
    "containerd_wasm_shims_runtime_versions.spin": "v2", "containerd_wasm_shims_runtime_versions.wws": "v1",
  ]
}
