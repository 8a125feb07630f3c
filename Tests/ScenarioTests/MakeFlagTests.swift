import Testing

/// What make's flags mean here.
struct MakeFlagTests {
  @Test func `without a program -n says what it would do and changes nothing`() async throws {
    try await withProject(compiled: false) { project in
      let before = try await project.listing()
      for flags in [["-n"], ["--recon", "-d"], ["--just-print", "-j2"]] {
        let ended = try await project.end(["make", "build-qemu-debian-12", "build-raw-debian-12"] + flags)
        #expect(ended.code == 0, "\(ended.errors)")
        #expect(ended.out.contains("hack/compile\nhack/run build-qemu-debian-12 build-raw-debian-12\n"), "\(ended.out)")
      }
      let after = try await project.listing()
      #expect(after == before)
    }
  }

  @Test func `with a program -n shows the plan and changes nothing`() async throws {
    try await withProject { project in
      for state in ["no cache", "an empty cache", "a cache in use"] {
        if state == "an empty cache" { try project.makeFolder("cache") }
        if state == "a cache in use" { _ = try await project.run("deps-all") }
        let before = try await project.listing()
        for goals in [["build-qemu-debian-12", "build-raw-debian-12"], ["clean-all"], ["deps-all"], ["validate-all"]] {
          let ended = try await project.end(["make", "-n"] + goals)
          #expect(ended.code == 0, "\(ended.errors)")
          if goals.count == 2 { #expect(ended.out.contains("base ") && ended.out.contains("to build, ")) }
        }
        let direct = try await project.run("build-all", "-n")
        #expect(direct.code == 0)
        let after = try await project.listing()
        #expect(after == before, "\(state)")
      }
    }
  }

  @Test func `--recon -d prints make's reasoning and builds nothing`() async throws {
    try await withProject { project in
      let ended = try await project.make("--recon", "-d", "build-qemu-debian-12")
      #expect(ended.code == 0)
      #expect(ended.out.contains("Considering target file 'build-qemu-debian-12'."))
      #expect(ended.out.contains("  build    base "))
      #expect(!project.has("cache"))
    }
  }

  @Test(arguments: [("-q", 1), ("-t", 0)])
  func `a question or a touch starts nothing`(flag: String, code: Int) async throws {
    try await withProject { project in
      try project.replaceProgram()
      let ended = try await project.make(flag, "build-qemu-debian-12")
      #expect(ended.code == code && !ended.out.contains("called"))
    }
  }

  @Test func `what -o calls old is not made`() async throws {
    try await withProject { project in
      try project.replaceProgram()
      let ended = try await project.make("-o", "build-qemu-debian-12", "build-qemu-debian-12")
      #expect(ended.code == 0 && !ended.out.contains("called"))
      let other = try await project.make("-o", "deps-qemu", "build-qemu-debian-12")
      #expect(other.out == "called with: build-qemu-debian-12\n")
    }
  }

  @Test func `-B reruns every phase and never compiles`() async throws {
    try await withProject { project in
      let ended = try await project.make("-n", "-B", "build-qemu-debian-12")
      #expect(ended.code == 0 && ended.out.contains("  build    base         asked for"), "\(ended.out)")
      // hack/compile would need swift to compile.
      let validated = try await project.make(
        "-B", "validate-qemu-debian-12", environment: ["PATH": try project.pathWithoutSwift()])
      #expect(validated.code == 0, "\(validated.errors)")
    }
  }

  @Test func `-k, -j and -s reach the program`() async throws {
    try await withProject { project in
      try project.replaceProgram(by: "echo \"$MAKEFLAGS\"\n")
      let ended = try await project.make("-k", "-s", "-j3", "build-qemu-debian-12", "disk_size=30G")
      let words = ended.out.split(separator: " ")
      #expect(words.first?.contains("k") == true && words.first?.contains("s") == true, "\(ended.out)")
      #expect(words.contains("-j3") && words.contains { $0.hasPrefix("disk_size=30G") })
    }
  }

  @Test func `-k goes on, -j1 works one at a time, and -s says only what is wrong`() async throws {
    try await withProject { project in
      // Nothing can be fetched from a port at which nothing listens.
      let words = ["UNTIL=containerd", "debian_mirror=http://127.0.0.1:9/", "containerd_baseurl=http://127.0.0.1:9"]
      let one = try await project.end(["make", "-j1", "build-qemu-debian-12"] + words)
      #expect(one.code == 2 && one.out.contains("failed 1, "), "\(one.out)")
      let all = try await project.end(["make", "-k", "-s", "-j1", "build-qemu-debian-12"] + words)
      #expect(all.code == 2 && all.out.isEmpty, "\(all.out)")
      #expect(all.errors.split(separator: "\n").count { $0.hasPrefix("error: ") } > 1, "\(all.errors)")
    }
  }
}
