import Storage
import SystemPackage
import Testing

/// The pages of the documentation.
@Suite struct BookTests {
  private static let project = FilePath(#filePath).removingLastComponent().removingLastComponent()
    .removingLastComponent()

  private static var pages: [FilePath] {
    get throws {
      (["README.md", "CONTRIBUTING.md"] + (try book).map { "docs/\($0)" }).map { project.appending($0) }
    }
  }

  private static var book: [String] {
    get throws { try listDirectory(project.appending("docs")).filter { $0.hasSuffix(".md") } }
  }

  @Test func `every link of the book leads to a file, and to a heading where it names one`() throws {
    for page in try Self.pages {
      let folder = page.removingLastComponent()
      for link in try readText(page).matches(of: /\]\(([^)\s]+)\)/).map(\.output.1) where !link.hasPrefix("http") {
        let parts = link.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
        let target = parts[0].isEmpty ? page : folder.appending(String(parts[0])).lexicallyNormalized()
        guard fileExists(target) else {
          Issue.record("\(page): there is no \(link)")
          continue
        }
        if parts.count > 1 { #expect(try headings(of: target).contains(String(parts[1])), "\(page): \(link)") }
      }
    }
  }

  @Test func `the index names every page`() throws {
    let index = try readText(Self.project.appending("docs/README.md"))
    for name in try Self.book where name != "README.md" {
      #expect(index.contains("(\(name))"), "\(name) is not in the index")
    }
  }

  /// The anchors of a page's headings, as hosts of git make them.
  private func headings(of page: FilePath) throws -> [String] {
    try readText(page).split(separator: "\n").filter { $0.hasPrefix("#") }.map { line in
      let text = line.drop { $0 == "#" || $0 == " " }.lowercased()
      return String(text.filter { $0.isLetter || $0.isNumber || $0 == " " || $0 == "-" || $0 == "_" })
        .replacing(" ", with: "-")
    }
  }
}
