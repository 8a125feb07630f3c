import Testing

/// What the program says to files and words that set variables.
struct VariableTests {
  @Test func `a misspelt variable is shown where it stands, through make too`() async throws {
    try await withProject { project in
      try project.write("# mine\nkuberentes_semver: v1.36.1\n", to: "vars/user.yaml")
      let text = """
        error: there is no variable `kuberentes_semver`
          vars/user.yaml:2:1
          2 | kuberentes_semver: v1.36.1
            | ^
        hint: did you mean `kubernetes_semver`?
        """
      let direct = try await project.run("build-qemu-debian-12")
      #expect(direct.code == 2 && direct.errors == text)
      let made = try await project.make("build-qemu-debian-12")
      #expect(made.code == 2 && made.errors.hasPrefix(text + "\nmake: ***"))
      let off = try await project.make("validate-qemu-debian-12", "USER_VARS=")
      #expect(off.code == 0, "\(off.errors)")
    }
  }

  @Test(arguments: [
    ("disk_size: 20G\n  format: raw\n", "vars/user.yaml:2:9"),
    ("disk_size: [20G\n", "vars/user.yaml:2:1"),
    ("{\"disk_size\": \"20G\",\n \"format\" \"raw\"}\n", "vars/user.yaml:2:"),
    ("disk_size: 20G\ndisk_size: 30G\n", "vars/user.yaml:2:1"),
    ("disk_size: big\n", "vars/user.yaml:1:12"),
    ("format: vhdx\n", "vars/user.yaml:1:9"),
    ("kubernetes_semver: latest\n", "vars/user.yaml:1:20"),
    ("include_documentation: perhaps\n", "vars/user.yaml:1:24"),
    ("- disk_size\n", "vars/user.yaml:1:1"),
    ("artifact_name: \"{{ no_such_name }}\"\n", "vars/user.yaml:1:16"),
  ]) func `what cannot be read is shown with line, column and caret`(text: String, place: String) async throws {
    try await withProject { project in
      try project.write(text, to: "vars/user.yaml")
      let ended = try await project.run("plan", "qemu-debian-12")
      #expect(ended.code == 2)
      #expect(ended.error.hasPrefix("error: "))
      #expect(ended.errors.contains("\n  \(place)"), "\(ended.errors)")
      #expect(ended.errors.contains("    | ") && ended.errors.contains("^"), "\(ended.errors)")
    }
  }

  @Test func `a cycle names every variable of it`() async throws {
    try await withProject { project in
      try project.write(
        "artifact_name: \"{{ build_name }}\"\nbuild_name: \"{{ artifact_name }}\"\n", to: "vars/user.yaml")
      let ended = try await project.run("validate-qemu-debian-12")
      #expect(ended.code == 2)
      #expect(ended.error == "error: `artifact_name` uses itself")
      #expect(ended.errors.contains("uses build_name  vars/user.yaml:2:1"), "\(ended.errors)")
    }
  }

  @Test func `every mistake is told at once`() async throws {
    try await withProject { project in
      try project.write("kuberentes_semver: v1.36.1\n", to: "vars/user.yaml")
      let ended = try await project.run("validate-qemu-debian-12", "disk_siz=3G", "--var-file", "nowhere.yaml")
      #expect(ended.code == 2)
      for mistake in ["`kuberentes_semver`", "`disk_siz`", "`nowhere.yaml`"] {
        #expect(
          ended.errors.contains("error: there is no variable \(mistake == "`nowhere.yaml`" ? "file " : "")\(mistake)"))
      }
    }
  }

  @Test(arguments: ["VAR_FILES", "PACKER_VAR_FILES"])
  func `a file that does not exist is named`(setting: String) async throws {
    try await withProject { project in
      let ended = try await project.make("validate-raw-debian-12", "\(setting)=vars/nowhere.json")
      #expect(ended.code == 2)
      #expect(ended.error == "error: there is no variable file `vars/nowhere.json`")
    }
  }

  @Test func `a file may have spaces in its name`() async throws {
    try await withProject { project in
      try project.write("{\"disk_size\": \"31G\"}\n", to: "my own.json")
      for words in [["--var-file", "my own.json"], ["--strict", "--var-file=my own.json"]] {
        let ended = try await project.run(["vars", "qemu-debian-12", "--grep", "disk_size"] + words)
        #expect(ended.out.contains("31G") && ended.out.contains("my own.json:1"), "\(ended.errors)")
      }
      let made = try await project.make("validate-qemu-debian-12", "VAR_FILES=\"my own.json\"")
      #expect(made.code == 0, "\(made.errors)")
      let broken = try await project.make("validate-qemu-debian-12", "VAR_FILES=\"my own.json")
      #expect(broken.code == 2 && broken.error == "error: a quote in VAR_FILES is not closed")
    }
  }

  @Test func `a secret is shown nowhere`() async throws {
    try await withProject { project in
      try project.write(
        "variables:\n  door_key:\n    type: string\n    secret: credential\n    summary: Opens a door.\n",
        to: "vars/schema/door.yaml")
      try project.write("door_key: hush-hush\n", to: "vars/user.yaml")
      for words in [
        ["vars", "qemu-debian-12"], ["vars", "qemu-debian-12", "--json"], ["plan", "qemu-debian-12", "--json"],
      ] {
        let ended = try await project.run(words)
        #expect(ended.code == 0, "\(ended.errors)")
        #expect(!(ended.out + ended.errors).contains("hush"))
      }
      let named = try await project.run("vars", "qemu-debian-12", "--grep", "door")
      #expect(named.out.contains("door_key") && named.out.contains("vars/user.yaml:1"))
    }
  }
}
