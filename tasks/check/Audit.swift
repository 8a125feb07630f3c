import ImageTree

/// The checks of a sealed tree, which may be read and run but not changed.
struct Audit {
  /// The tree.
  let image: Image

  /// A finding that passes where nothing was found.
  func nothing(_ name: String, _ found: [String]) -> Finding {
    Finding(name: name, passed: found.isEmpty, detail: found.joined(separator: "\n"))
  }

  /// A finding that passes where a script of the image's shell succeeds; its output is the detail.
  func succeeds(_ name: String, _ script: String) async throws -> Finding {
    let output = try await image.query("(\(script)) 2>&1 || echo \"exit status $?\"")
    let passed = !output.contains("exit status ")
    return Finding(name: name, passed: passed, detail: passed ? "" : output)
  }
}
