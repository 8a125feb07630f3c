import Testing

/// What the program says to specifications of the user's, before it builds anything.
struct SpecificationTests {
  @Test func `an unknown resource is an error with its place, and nothing is built`() async throws {
    try await withProject { project in
      try project.makeFolder("mine")
      try project.write("gossfile:\n  packages.yaml: {}\n", to: "mine/goss.yaml")
      try project.write("pakage:\n  jq: {installed: true}\n", to: "mine/packages.yaml")
      let ended = try await project.run("build-qemu-debian-12", "--var", "goss_tests_dir=mine")
      #expect(ended.code == 2)
      #expect(
        ended.errors == """
          error: mine/packages.yaml:1: there is no resource `pakage` that is known here
          hint: a specification has command, file, gossfile, kernel-param, package, port, service
          """)
      try project.write("package:\n  jq: {installed: true}\n", to: "mine/packages.yaml")
      let valid = try await project.make("validate-qemu-debian-12", "VARS=goss_tests_dir=mine")
      #expect(valid.code == 0, "\(valid.errors)")
    }
  }
}
