import Testing

/// What make does with goals.
struct MakeGoalTests {
  @Test func `help and its goals are make's default, and need no program`() async throws {
    try await withProject(compiled: false) { project in
      let ended = try await project.make()
      #expect(ended.code == 0)
      for text in ["make build-<provider>-<os>", "build-*, validate-*, clean-*, deps-*", "  list ", "  test "] {
        #expect(ended.out.contains(text))
      }
      let named = try await project.make("help")
      #expect(named.out == ended.out)
    }
  }

  @Test func `every goal is static, so that shells complete it without running anything`() async throws {
    try await withProject { project in
      // What bash-completion asks make for.
      let database = try await project.make("-npq", ".DEFAULT")
      let listed = try await project.run("list", "--make")
      let kept = try project.read("hack/targets.mk")
      #expect(listed.out == kept)
      let goals = listed.out.split(whereSeparator: \.isWhitespace).filter { $0.contains("-debian-") }
      #expect(goals.count >= 16)
      for goal in goals { #expect(database.out.contains("\n\(goal): images\n"), "\(goal)") }
    }
  }

  @Test func `list names every target`() async throws {
    try await withProject { project in
      let ended = try await project.make("list")
      let direct = try await project.run("list")
      #expect(ended.code == 0 && ended.out == direct.out)
    }
  }

  @Test func `several goals of one call are one process`() async throws {
    try await withProject { project in
      try project.replaceProgram()
      let ended = try await project.make("-j4", "build-qemu-debian-12", "validate-all", "build-raw-debian-13")
      #expect(ended.code == 0, "\(ended.errors)")
      #expect(ended.out == "called with: build-qemu-debian-12 validate-all build-raw-debian-13\n")
      #expect(ended.errors.isEmpty)
    }
  }

  @Test func `an unknown goal is told before the known ones begin`() async throws {
    try await withProject { project in
      let ended = try await project.make("build-qemu-debian-12", "build-raw-debain-12")
      #expect(ended.code == 2)
      #expect(ended.error == "error: there is no goal `build-raw-debain-12`")
      #expect(ended.hint == "hint: did you mean `build-raw-debian-12`?")
      #expect(!project.has("cache"))
      let other = try await project.make("bulid")
      #expect(other.code == 2 && other.error == "make: *** No rule to make target 'bulid'.  Stop.")
    }
  }

  @Test(arguments: ["validate-qemu-debian-12", "validate-qemu-all", "validate-all"])
  func `validate checks what can be known`(goal: String) async throws {
    try await withProject { project in
      let ended = try await project.make(goal)
      #expect(ended.code == 0 && ended.out.contains("build-qemu-debian-12 is valid\n"))
      #expect(ended.out.contains("raw") == (goal == "validate-all"))
      #expect(!project.has("cache"))
    }
  }

  @Test func `clean removes the images of its targets and nothing else`() async throws {
    try await withProject { project in
      try project.deliver("qemu-debian-12", to: "qemu-debian-12-kube-v1.1.1")
      try project.deliver("qemu-debian-13", to: "qemu-debian-13-kube-v1.1.1")
      try project.deliver("raw-debian-12", to: "raw-debian-12-kube-v1.1.1")
      let plan = try await project.make("-n", "clean-qemu-debian-12")
      #expect(plan.out.contains("would remove ") && project.has("output/qemu-debian-12-kube-v1.1.1"))
      let one = try await project.make("clean-qemu-debian-12")
      #expect(one.code == 0 && one.out.contains("removed "), "\(one.errors)")
      #expect(!project.has("output/qemu-debian-12-kube-v1.1.1") && project.has("output/qemu-debian-13-kube-v1.1.1"))
      // The established name of the same as clean-qemu-all.
      _ = try await project.make("clean-qemu")
      #expect(!project.has("output/qemu-debian-13-kube-v1.1.1") && project.has("output/raw-debian-12-kube-v1.1.1"))
      _ = try await project.make("clean-all")
      #expect(!project.has("output/raw-debian-12-kube-v1.1.1"))
    }
  }

  @Test func `no part of make runs swift where the program is compiled`() async throws {
    try await withProject { project in
      for goal in ["validate-all", "list", "help", "deps-qemu"] {
        let ended = try await project.make(goal, "-B", environment: ["PATH": try project.pathWithoutSwift()])
        #expect(ended.code == 0, "\(goal): \(ended.errors)")
      }
    }
  }
}
