import Testing

/// What the program says to words that it does not know.
struct UsageTests {
  struct Misuse: CustomTestStringConvertible, Sendable {
    let words: [String]
    let message: String
    let hint: String

    init(_ words: String, _ message: String, hint: String = "") {
      self.words = words.split(separator: " ").map(String.init)
      self.message = message
      self.hint = hint
    }

    var testDescription: String { words.joined(separator: " ") }
  }

  static let misuses = [
    Misuse("validate-all PHASE=sysperp", "PHASE=sysperp: there is no phase `sysperp`", hint: "did you mean `sysprep`?"),
    Misuse("build-qemu-debian-12 -n FROM=disk UNTIL=base", "FROM=disk comes after base, where the build is to stop"),
    Misuse("plan qemu-debian-12 --only base --phase node", "PHASE=node comes after base, where the build is to stop"),
    Misuse(
      "build-qemu-debain-12", "there is no goal `build-qemu-debain-12`", hint: "did you mean `build-qemu-debian-12`?"),
    Misuse("build qemu-debian-21", "there is no target `qemu-debian-21`", hint: "did you mean `qemu-debian-12`?"),
    Misuse("frobnicate", "there is no goal `frobnicate`", hint: "image-builder list shows every target"),
    Misuse(
      "build-qemu-debian-12 PHASE=kubernets", "PHASE=kubernets: there is no phase `kubernets`",
      hint: "did you mean `kubernetes`?"),
    Misuse("build-qemu-debian-12 PHSE=disk", "there is no setting `PHSE`", hint: "did you mean `PHASE`?"),
    Misuse("plan qemu-debian-12 --from dsik", "FROM=dsik: there is no phase `dsik`", hint: "did you mean `disk`?"),
    Misuse(
      "why qemu-debian-12 kubernets", "build-qemu-debian-12 has no phase `kubernets`",
      hint: "did you mean `kubernetes`?"),
    Misuse(
      "shell qemu-debian-12 contanerd", "build-qemu-debian-12 has no phase `contanerd`",
      hint: "did you mean `containerd`?"),
    Misuse(
      "log qemu-debian-12 syspep", "build-qemu-debian-12 has no phase or supply `syspep`",
      hint: "did you mean `sysprep`?"),
    Misuse("boot no/such.raw", "there is no image "),
    Misuse("plan qemu-debian-12 disk_size=30G", "`disk_size=30G` is no target", hint: "--var sets a variable"),
    Misuse("vars qemu-debian-12 PHASE=disk", "Unexpected argument 'PHASE=disk'", hint: "--var sets a variable"),
    Misuse("boot qemu-debian-21", "there is no target `qemu-debian-21`", hint: "did you mean `qemu-debian-12`?"),
    Misuse("boot qemu-debian-12 --memory 1", "a machine needs at least 256 MiB of memory and a processor"),
    Misuse("shell --failed qemu-debian-12", "there is no tree of a failure of build-qemu-debian-12"),
    Misuse("history qemu-debian-12 --last 0", "--last 0 is no number of builds", hint: "it is at least 1"),
    Misuse("log qemu-debian-12", "there is no log of build-qemu-debian-12"),
    Misuse("build-qemu-debian-12 --nope", "Unknown option '--nope'", hint: "image-builder --help"),
    Misuse("build-qemu-debian-12 -j many", "The value 'many' is invalid for '-j <jobs>'", hint: "image-builder --help"),
    Misuse("cache gc --size much", "--size `much` is not a size", hint: "write a number and K, M, G or T: 20G"),
    Misuse(
      "validate-qemu-debian-12 SKIP=disk", "boot takes in what disk leaves, which is skipped", hint: "skip boot too"),
    Misuse(
      "inspect qemu-debain-12", "there is no file and no target `qemu-debain-12`",
      hint: "did you mean `qemu-debian-12`?"),
    Misuse("diff qemu-debian-12 docs", "there is no image of build-qemu-debian-12 in ", hint: "build it first"),
    Misuse("inspect vars", "vars holds no image", hint: "name the image's file itself"),
    Misuse("", "nothing was asked for"),
    Misuse("PHASE=disk", "nothing was asked for"),
  ]

  @Test(arguments: misuses) func `what does not exist is an error with a hint and exit code 2`(misuse: Misuse)
    async throws
  {
    try await withProject { project in
      let ended = try await project.run(misuse.words)
      #expect(ended.code == 2)
      #expect(ended.error.hasPrefix("error: \(misuse.message)"), "\(ended.errors)")
      #expect(ended.hint.hasPrefix("hint: \(misuse.hint)"), "\(ended.errors)")
      #expect(ended.out.isEmpty)
      #expect(!project.has("cache"))
    }
  }

  @Test(arguments: [["--help"], ["help", "why"], ["list"], ["describe", "raw-debian-13"], ["list", "--make"]])
  func `help and lists are on standard output and end with 0`(words: [String]) async throws {
    try await withProject { project in
      let ended = try await project.run(words)
      #expect(ended.code == 0 && ended.errors.isEmpty)
      #expect(!ended.out.isEmpty)
    }
  }

  @Test func `outside of a project it says where it belongs`() async throws {
    try await withProject { project in
      try project.remove("vars")
      let ended = try await project.run("plan", "qemu-debian-12")
      #expect(ended.code == 2)
      #expect(ended.errors.contains("there is no vars/schema above the current folder"))
    }
  }
}
