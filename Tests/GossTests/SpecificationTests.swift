import Testing

@testable import Goss

/// What a specification may say, and what is refused.
struct SpecificationTests {
  @Test func `what is seen on the sealed tree is looked at there, and the rest in the booted copy`() throws {
    let specification = try read(
      """
      package:
        jq: {installed: true, versions: ["1.6"]}
      service:
        chrony: {enabled: true, running: true}
      kernel-param:
        kernel.panic: {value: "10"}
      file:
        /etc/hosts: {exists: true, mode: "0644"}
        /proc/cmdline: {exists: true}
      port:
        tcp:22: {listening: true}
      command:
        uname: {exit-status: 0}
        runc: {exit-status: 0, stdout: [runc], meta: {sealed: true}}
      """)
    let (sealed, booted) = (words(specification, .sealed), words(specification, .booted))
    #expect(
      sealed == [
        "package_is", "package_has", "service_starts", "parameter_will_be", "file_is", "file_fact", "run_command",
        "command_ends", "command_says",
      ])
    #expect(
      booted == [
        "service_runs", "parameter_is", "file_is", "port_listens", "run_command", "command_ends", "run_command",
        "command_ends", "command_says",
      ])
  }

  @Test(arguments: [
    ("package: {jq: {installed: true, latest: true}}", 1, "a package has no attribute `latest`"),
    ("package:\n  jq: {}\n", 2, "`jq` says nothing of `installed`"),
    ("package:\n  jq:\n    installed: maybe\n", 3, "`installed` must be true or false"),
    ("package: {jq: {installed: false, versions: ['1']}}", 1, "versions without being installed"),
    ("\nmount:\n  /: {exists: true}\n", 2, "no resource `mount`"),
    ("service: {ssh: {}}", 1, "says nothing of `enabled` or `running`"),
    ("service:\n  ssh:\n    enabled: true\n    runlevels: [3]\n", 4, "no attribute `runlevels`"),
    ("file: {etc: {exists: true}}", 1, "no absolute path"),
    ("file: {/etc: {exists: true, mode: '0999'}}", 1, "not octal"),
    ("file: {/etc: {exists: true, filetype: folder}}", 1, "no type of a file"),
    ("file: {/etc: {exists: false, mode: '0755'}}", 1, "must not exist"),
    ("file:\n  /a:\n    exists: true\n    size: {gt: 4}\n", 4, "matchers are not known here"),
    ("command: {ls: {stdout: [a]}}", 1, "says nothing of `exit-status`"),
    ("command: {ls: {exit-status: none}}", 1, "must be a number"),
    ("command: {ls: {exit-status: 0, meta: {sealed: 1}}}", 1, "the note `sealed`"),
    ("kernel-param: {a: {}}", 1, "says nothing of `value`"),
    ("port: {tcp:many: {listening: true}}", 1, "is no port"),
    ("port: {'tcp:22': {listening: true, ip: [127.0.0.1]}}", 1, "no attribute `ip`"),
    ("gossfile:\n  'goss-*.yaml': {}\n", 2, "a pattern of files"),
    ("gossfile:\n  none.yaml: {}\n", 2, "there is no file `checks/none.yaml`"),
    ("gossfile:\n  goss.yaml: {}\n", 2, "`checks/goss.yaml` includes itself"),
    ("# first\npackage: {{range .Vars.packages}}\n", 2, "the template `{{range .Vars.packages}}`"),
    ("package:\n  {{ if true }}\n", 2, "the template `{{ if true }}`"),
    ("a: {{- .Vars.os -}}", 1, "the template"),
    ("a: {{.Vars.os", 1, "the template"),
    ("a: {{.Vars.none}}", 1, "there is no variable `none`"),
    ("a: {{.Vars.lines}}", 1, "has several lines"),
    ("- package\n", 1, "a specification has kinds of resources"),
    ("package:\n  - jq\n", 1, "names of resources"),
    ("package:\n\t- jq\n", 2, ""),
  ])
  func `whatever is not known is an error with its line`(text: String, line: Int, message: String) throws {
    let error = #expect(throws: SpecificationError.self) { try read(text) }
    #expect(error?.line == line, "\(error?.description ?? "")")
    #expect(error?.file == "checks/goss.yaml")
    #expect(error?.message.contains(message) == true, "\(error?.description ?? "")")
  }

  @Test func `templates are replaced by the values of variables`() throws {
    let specification = try read("package:\n  {{.Vars.os}}-kernel: {installed: {{ .Vars.is.wanted }}}\n")
    #expect(specification.script(for: .sealed).hasSuffix("'debian-kernel'\n"))
    #expect(specification.script(for: .sealed).contains("'package debian-kernel is installed' 'yes'"))
  }

  @Test func `a file that is included is sought beside the one that includes it`() throws {
    let specification = try Specification(
      readingFrom: "checks/goss.yaml",
      load: {
        [
          "checks/goss.yaml": "gossfile: {more/goss.yaml: {}, left-out.yaml: {skip: true}}",
          "checks/more/goss.yaml": "gossfile: {../files.yaml: {}, /abs.yaml: {}}",
          "checks/more/../files.yaml": "file: {/etc/a: {exists: true}}", "/abs.yaml": "file: {/etc/b: {exists: true}}",
        ][$0]
      }, variable: { _ in nil })
    #expect(specification.count(in: .sealed) == 2)
  }

  @Test func `an empty file demands nothing, and what is skipped says so`() throws {
    #expect(try read("# nothing\n").script(for: .sealed) == "")
    let skipped = try read("package: {jq: {installed: true, skip: true}}").script(for: .sealed)
    #expect(skipped.hasSuffix("pass 'package jq' 'it is skipped'\n"))
  }

  @Test func `files that include each other without end are refused`() {
    #expect(throws: SpecificationError.self) {
      try Specification(
        readingFrom: "0", load: { "gossfile: {\($0)0: {}}" }, variable: { _ in nil })
    }
  }

  @Test(arguments: [
    ("text", true, false, "text"), ("!text", false, false, "text"), ("/a.b/", true, true, "a.b"),
    ("!/a.b/", false, true, "a.b"), ("\\!text", true, false, "!text"), ("\\/a/", true, false, "/a/"),
    ("/", true, false, "/"), ("", true, false, ""), ("!", false, false, ""), ("//", true, true, ""),
  ])
  func `patterns are goss's`(written: String, isWanted: Bool, isRegular: Bool, text: String) {
    let pattern = TextPattern(written)
    #expect(pattern.isWanted == isWanted && pattern.isRegular == isRegular && pattern.text == text)
  }

  @Test func `variables below a name are known by both, and lists are not known`() throws {
    let variables = try SpecificationVariables(reading: "a: 1\nb: {c: x, d: {e: y}}\nlist: [1]\n", of: "vars.yaml")
    #expect(variables.values == ["a": "1", "b.c": "x", "b.d.e": "y"])
    let error = #expect(throws: SpecificationError.self) {
      try SpecificationVariables(reading: "a: 1\na: 2\n", of: "vars.yaml")
    }
    #expect(error?.sentence == "vars.yaml:2: `a` is given twice in the same place")
  }

  private func read(_ text: String) throws(SpecificationError) -> Specification {
    try Specification(
      readingFrom: "checks/goss.yaml", load: { $0 == "checks/goss.yaml" ? text : nil },
      variable: { ["os": "debian", "is.wanted": "true", "lines": "a\nb"][$0] })
  }

  /// The words that are called in a place.
  private func words(_ specification: Specification, _ place: Place) -> [String] {
    specification.script(for: place).dropFirst(SpecificationWords.text.count).split(separator: "\n")
      .compactMap { $0.split(separator: " ").first.map(String.init) }
  }
}
