import Testing

/// What `name=value` on make's command line means.
struct MakeVariableTests {
  @Test func `a value keeps its spaces, quotes and equals signs`() async throws {
    try await withProject { project in
      for value in ["--a=1 --b 'c d' \"e\"", "x=y", "ends with a backslash\\", "#hash", "ä; rm -rf /"] {
        let ended = try await project.make("build-qemu-debian-12", "kubelet_extra_args=\(value)", "-n")
        #expect(ended.code == 0, "\(ended.errors)")
        let shown = try await project.shownByMake("kubelet_extra_args", ["kubelet_extra_args=\(value)"])
        #expect(shown == value)
      }
    }
  }

  /// Expects what `disk_size` is under these words of make's command line.
  private func expect(_ project: Project, _ size: String, _ words: String...) async throws {
    let shown = try await project.shownByMake("disk_size", words)
    #expect(shown == size, "\(words)")
  }

  @Test func `the command line wins over files, and the last of its parts over the others`() async throws {
    try await withProject { project in
      try project.write("disk_size: 31G\n", to: "one.yaml")
      try project.write("{\"disk_size\": \"32G\"}\n", to: "two.json")
      try await expect(project, "20G")
      try await expect(project, "31G", "VAR_FILES=one.yaml")
      try await expect(project, "32G", "VAR_FILES=one.yaml", "PACKER_VAR_FILES=two.json")
      try await expect(project, "33G", "VAR_FILES=one.yaml two.json", "VARS=disk_size=33G")
      try await expect(project, "34G", "PACKER_FLAGS=-var disk_size=34G", "VAR_FILES=one.yaml")
      try await expect(project, "35G", "VARS=disk_size=33G", "disk_size=35G")
    }
  }

  @Test(arguments: ["PHASE=disk", "FROM=check", "ONLY=base", "UNTIL=setup"])
  func `phases are chosen by words and by the environment`(word: String) async throws {
    try await withProject { project in
      let parts = word.split(separator: "=").map(String.init)
      let typed = try await project.make("-n", "build-qemu-debian-12", word)
      let exported = try await project.make("-n", "build-qemu-debian-12", environment: [parts[0]: parts[1]])
      #expect(typed.code == 0 && typed.out == exported.out, "\(typed.errors)")
      let names = typed.out.split(separator: "\n").map { $0.split(separator: " ") }.filter { $0.count > 1 }
      #expect(names.contains { $0[0] == "build" && $0[1] == "base" })
      #expect(names.contains { $0[1] == "package" } == !["ONLY", "UNTIL"].contains(parts[0]), "\(typed.out)")
    }
  }

  @Test func `a skipped phase is left out, and what needs it is told`() async throws {
    try await withProject { project in
      let plan = try await project.make("-n", "build-qemu-debian-12", "SKIP=boot check")
      #expect(plan.code == 0 && !plan.out.contains(" boot ") && !plan.out.contains(" check "), "\(plan.out)")
      let wrong = try await project.make("-n", "build-qemu-debian-12", "SKIP=disk")
      #expect(wrong.code == 2 && wrong.error == "error: boot takes in what disk leaves, which is skipped")
    }
  }

  @Test func `a misspelt setting is told, and one of somebody else's is not`() async throws {
    try await withProject { project in
      let ended = try await project.make("validate-qemu-debian-12", "PHSE=disk")
      #expect(ended.code == 2 && ended.hint == "hint: did you mean `PHASE`?", "\(ended.errors)")
      let foreign = try await project.make("validate-qemu-debian-12", "PACKER_LOG=1")
      #expect(foreign.code == 0, "\(foreign.errors)")
      let misspelt = try await project.make("validate-qemu-debian-12", "disk_siz=30G")
      #expect(misspelt.code == 2 && misspelt.hint == "hint: did you mean `disk_size`?")
    }
  }

  @Test func `a checkout may lie in a folder with spaces`() async throws {
    try await withProject(named: "my own images") { project in
      let plan = try await project.make("-n", "build-qemu-debian-12")
      #expect(plan.code == 0 && plan.out.contains("  build    base "), "\(plan.errors)")
      let direct = try await project.run("plan", "qemu-debian-12")
      #expect(direct.code == 0 && direct.out.contains("base"))
      let machine = try await project.make("deps-qemu")
      #expect(machine.code == 0, "\(machine.errors)")
      try await withProject(named: "a 'new' one", compiled: false) { fresh in
        let ended = try await fresh.make("-n", "build-qemu-debian-12")
        #expect(ended.code == 0, "\(ended.errors)")
      }
    }
  }
}
