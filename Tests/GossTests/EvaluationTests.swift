import Goss
import ImageChecks
import Shell
import SystemPackage
import TestSupport
import Testing

/// What the scripts of specifications find, on a system whose tools answer what a test wants.
struct EvaluationTests {
  /// A resource, and the checks of it that should fail; all others should pass.
  @Test(arguments: [
    ("package: {jq: {installed: true, versions: [1.6-2]}}", []),
    ("package: {jq: {installed: true, versions: ['1.6']}}", ["package jq has version 1.6"]),
    ("package: {jq: {installed: false}}", ["package jq is not installed"]),
    ("package: {awk: {installed: true}}", []),
    ("package: {gone: {installed: true}}", ["package gone is installed"]),
    ("package: {gone: {installed: false}, jq.: {installed: false}}", []),
    ("service: {good: {enabled: true, running: true}, bad: {enabled: false, running: false}}", []),
    (
      "service: {good: {enabled: false, running: false}}",
      ["service good does not start at boot", "service good does not run"]
    ),
    ("service: {bad: {enabled: true, running: true}}", ["service bad starts at boot", "service bad runs"]),
    ("service: {unknown: {enabled: false}}", ["service unknown does not start at boot"]),
    ("kernel-param: {kernel.panic: {value: '10'}}", []),
    ("kernel-param: {kernel.panic: {value: '0'}}", ["kernel parameter kernel.panic is 0"]),
    ("kernel-param: {kernel.none: {value: ''}}", ["kernel parameter kernel.none is "]),
    ("port: {'tcp:22': {listening: true}, 'tcp6:22': {listening: false}, 'udp:9': {listening: false}}", []),
    ("port: {'tcp:22': {listening: false}}", ["nothing listens at tcp:22"]),
    ("port: {'udp:9': {listening: true}}", ["something listens at udp:9"]),
    ("command: {echo 'it is it': {exit-status: 0, stdout: [is, '!no', /^it.*it$/, '!/^is/']}}", []),
    ("command: {exit 3: {exit-status: 3}}", []),
    ("command: {exit 3: {exit-status: 0}}", ["`exit 3` ends with status 0"]),
    ("command: {name: {exec: echo a, exit-status: 0, stdout: [b]}}", ["`name` says `b`"]),
    ("command: {echo a: {exit-status: 0, stdout: ['!a']}}", ["`echo a` does not say `a`"]),
    ("command: {echo a >&2: {exit-status: 0, stderr: [a], stdout: ['!a']}}", []),
    ("command: {echo a: {exit-status: 0, stderr: [a]}}", ["`echo a` complains of `a`"]),
    ("command: {cat: {exit-status: 0}}", []),
    ("command: {echo a: {exit-status: 0, stdout: ['/(/']}}", ["`echo a` says `(`"]),
    ("command: {echo a: {exit-status: 0, stdout: ['!/(/']}}", ["`echo a` does not say `(`"]),
  ])
  func `a check passes where it is so, fails where it is not, and fails where that cannot be told`(
    text: String, failing: [String]
  ) async throws {
    let results = try await evaluate(text)
    #expect(results.filter { !$0.passed }.map(\.name) == failing, "\(results)")
    #expect(results.count > failing.count || !failing.isEmpty)
  }

  /// What is said of a file, and whether it is so.
  @Test(arguments: [
    ("exists: true", true), ("exists: false", false), ("exists: true, mode: '0640'", true),
    ("exists: true, mode: '0644'", false), ("exists: true, filetype: file", true),
    ("exists: true, filetype: directory", false), ("exists: true, size: 12", true), ("exists: true, size: 1", false),
    ("exists: true, owner: nobody-at-all", false), ("exists: true, group: nobody-at-all", false),
    ("exists: true, contains: [one, '!three', /^two$/]", true), ("exists: true, contains: ['three']", false),
    ("exists: true, contents: ['!two']", false), ("exists: true, contains: ['!/(/']", false),
    ("exists: true, linked-to: /a", false), ("exists: true, sha256: '0'", false),
    (
      "exists: true, sha256: 1121cfccd5913f0a63fec40a6ffd44ea64f9dc135c66634ba001d10bcf4302a2, "
        + "md5: C157A79031E1C40F85931829BC5FC552", false
    ),
  ])
  func `what is said of a file is compared with what it is`(attributes: String, isSo: Bool) async throws {
    let results = try await evaluate("file: {FOLDER/file: {\(attributes)}}") { folder in
      "printf 'one\\ntwo\\nfour' >\(folder)/file; truncate -s 12 \(folder)/file; chmod 640 \(folder)/file"
    }
    #expect(results.allSatisfy(\.passed) == isSo, "\(results)")
  }

  @Test func `links, folders and what is not there are told apart`() async throws {
    let results = try await evaluate(
      """
      file:
        FOLDER/link: {exists: true, filetype: symlink, linked-to: nowhere}
        FOLDER/folder: {exists: true, filetype: directory, mode: "1777"}
        FOLDER/none: {exists: false}
        FOLDER/missing: {exists: true, contains: ["!a"]}
      """
    ) { "ln -s nowhere \($0)/link; mkdir -m 1777 \($0)/folder" }
    #expect(results.filter { !$0.passed }.count == 2)
    #expect(results.filter { !$0.passed }.allSatisfy { $0.name.contains("/missing ") })
  }

  @Test func `the name of a check is one line, whatever the command`() async throws {
    let results = try await evaluate("command:\n  \"echo 'a\\n\\tb' # it's\":\n    exit-status: 0\n    title: two\n")
    #expect(results.map(\.name) == ["two: `echo 'a  b' # it's` ends with status 0"])
  }

  @Test func `a quote is one to a shell, also with an accent behind it`() async throws {
    let results = try await evaluate(
      "command:\n  say:\n    exec: \"echo \\\"x'\u{301}y\\\"\"\n    exit-status: 0\n    stdout: [\"x'\u{301}y\"]\n")
    #expect(results.count == 2 && results.allSatisfy(\.passed), "\(results)")
  }

  private func evaluate(
    _ text: String, preparing: (String) -> String = { _ in "" }
  ) async throws -> [CheckResult] {
    try await withTestDirectory { folder in
      let text = text.split(separator: "FOLDER", omittingEmptySubsequences: false).joined(separator: folder.string)
      let specification = try Specification(readingFrom: "goss.yaml", load: { _ in text }, variable: { _ in nil })
      // What files of this machine set is not asked for: what is said of kernel parameters differs from machine to machine.
      let sealed = specification.script(for: .sealed).split(separator: "\n", omittingEmptySubsequences: false)
        .filter { !$0.hasPrefix("parameter_will_be ") }.joined(separator: "\n")
      let script = """
        {
        mkdir \(folder)/bin
        \(Self.tools.map { "printf '%s\\n' '#!/bin/sh' \(shellWord($1)) >\(folder)/bin/\($0)" }.joined(separator: "\n"))
        chmod +x \(folder)/bin/*
        PATH=\(folder)/bin:$PATH
        \(preparing(folder.string))
        command_folder=\(folder.string)
        \(CheckWords.text)
        \(sealed)
        \(specification.script(for: .booted))
        finished
        } </dev/null
        """
      let output = try await run(Command(["sh"], input: Array(script.utf8))).output
      return try #require(CheckReport.results(output), "\(output)")
    }
  }

  /// Programs of a system that has jq, a service `good` and one `bad`, and SSH.
  private static let tools = [
    (
      "dpkg-query",
      #"""
      case $3 in
        jq) echo 'installed 1.6-2' ;;
        '') printf '%s\n' 'installed jq 1.6-2 ' 'installed mawk 1.3 awk, oawk (= 1)' 'config-files gone 1 ' ;;
        *) echo "no packages found matching $3" >&2; exit 1 ;;
      esac
      """#
    ),
    (
      "systemctl",
      """
      case $2 in
        good) echo enabled ;;
        bad) echo disabled; exit 1 ;;
        *) echo 'systemctl: not found' >&2; exit 127 ;;
      esac
      """
    ),
    ("sysctl", "case $3 in kernel.panic) echo 10 ;; *) echo \"cannot stat $3\" >&2; exit 1 ;; esac"),
    ("ss", "case \"$4 $5 $6\" in '-4 --tcp sport = :22') echo 'LISTEN 0 128 0.0.0.0:22' ;; esac"),
  ]
}
