import Testing

@testable import Tasks

/// What keeps the digests of code honest.
@Suite struct ConventionTests {
  /// Steps of hooks are made of what the user says, which is their parameter.
  @Test func `steps stand at file scope, where a closure has nothing to capture`() throws {
    for file in try SourceText.all(in: "tasks") where !file.path.hasPrefix("tasks/hooks/") {
      for (number, line) in file.text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
        guard line.contains(/\bStep(<\w+>)?\(/), !line.drop(while: { $0 == " " }).hasPrefix("//") else { continue }
        #expect(line.contains(/^(private )?let \w+ = (try )?Step/), "\(file.path):\(number + 1)")
      }
    }
  }

  @Test func `what a phase is made of lies in its folder, in Shared, or in a supply that is in its key`() throws {
    let files = try SourceText.all(in: "tasks")
    let folders = Set(files.compactMap { $0.path.split(separator: "/").dropFirst().first })
    let apart: Set<Substring> = ["Shared", "Catalog", "Pipelines"]
    // A supply is in the key of its taker by its own key; lists of steps, which are words too, only make pipelines.
    let lists = Set(Catalog.providers.map { Substring($0) })
    let allowed = folders.union(["optionalRoles", "kubernetesBinaries", "controlPlaneImages"]).union(lists)
    for folder in folders.subtracting(apart) {
      let own = files.filter { $0.path.hasPrefix("tasks/\(folder)/") }
      let foreign = files.filter { file in
        let other = file.path.split(separator: "/")[1]
        return other != folder && !apart.contains(other)
      }
      let names = foreign.reduce(into: Set<Substring>()) { $0.formUnion($1.declaredNames) }
        .subtracting(own.reduce(into: Set<Substring>()) { $0.formUnion($1.declaredNames) })
      for file in own {
        #expect(file.words.intersection(names).subtracting(allowed).sorted() == [], "\(file.path)")
      }
    }
  }
}
