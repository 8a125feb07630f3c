import Testing

/// What Tab does, in the shells themselves.
struct CompletionTests {
  @Test(arguments: Typist.shells)
  func `Tab completes commands, targets, phases, settings, variables and goals`(taught: Typist.Taught) async throws {
    guard taught.isHere else {
      try Test.cancel("there is no \(taught.shell) on this machine")
    }
    try await withProject { project in
      let typed = [
        ("image-builder descr", "describe"),
        ("image-builder plan build-raw-debian-1", "plan build-raw-debian-1"),
        ("image-builder plan raw-debian-12 --from kub", "plan raw-debian-12 --from kubernetes"),
        ("image-builder why raw-debian-12 kub", "why raw-debian-12 kubernetes"),
        ("image-builder vars raw-debian-12 --var kernel_cons", "vars raw-debian-12 --var kernel_consoles="),
        ("image-builder cache us", "cache usage"),
        ("image-builder build-raw-a", "build-raw-all"),
        ("image-builder -k validate-qemu-a", "-k validate-qemu-all"),
        ("image-builder build-raw-all PHAS", "build-raw-all PHASE="),
        ("image-builder build-raw-all PHASE=kub", "build-raw-all PHASE=kubernetes"),
        ("image-builder build-raw-all kernel_cons", "build-raw-all kernel_consoles="),
      ]
      let called = try await Typist(project: project, taught: taught).type(typed.map(\.0))
      #expect(called == typed.map(\.1))
    }
  }
}
