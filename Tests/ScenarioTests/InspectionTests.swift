import Testing

/// Looking into images with the program itself.
struct InspectionTests {
  @Test func `a disk that is nobody's is inspected, and the same disk does not differ from itself`() async throws {
    try await withProject { project in
      try project.write(String(repeating: "x", count: 4096), to: "a.raw")
      try project.write(String(repeating: "x", count: 4095) + "y", to: "b.raw")
      let inspected = try await project.run("inspect", "a.raw")
      #expect(inspected.code == 0, "\(inspected.errors)")
      #expect(inspected.out.contains("note: it does not say how it was built"))
      let same = try await project.run("diff", "a.raw", "a.raw")
      #expect(same.code == 0 && same.out == "a.raw and a.raw are the same to the last byte\n", "\(same.errors)")
      let other = try await project.run("diff", "a.raw", "b.raw")
      #expect(other.code == 1 && other.out.hasPrefix("a.raw -> b.raw\n"), "\(other.errors)")
      #expect(other.errors.isEmpty)
    }
  }

  @Test func `a folder that a build left stands for its image`() async throws {
    try await withProject { project in
      try project.makeFolder("output/x")
      try project.write(#"{"target": "x", "files": [{"name": "x.raw"}]}"#, to: "output/x/manifest.json")
      try project.write(String(repeating: "x", count: 4096), to: "output/x/x.raw")
      let inspected = try await project.run("inspect", "output/x", "--json")
      #expect(inspected.code == 0 && inspected.out.contains(#""file" : "output/x/x.raw""#), "\(inspected.errors)")
    }
  }
}
