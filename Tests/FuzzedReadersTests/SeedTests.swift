import FuzzedReaders
import Storage
import SystemPackage
import Testing

/// Feeds every reader what is known to be worth reading; inputs that once broke one are among it.
@Suite struct SeedTests {
  private static let seeds = FilePath(#filePath).removingLastComponent().appending("Seeds")

  @Test(arguments: FuzzedReader.all) func `a reader keeps its promises for its seeds`(reader: FuzzedReader) throws {
    let folder = Self.seeds.appending(reader.name)
    let names = try listDirectory(folder)
    #expect(!names.isEmpty)
    for name in names {
      let bytes = try readFile(folder.appending(name))
      #expect(throws: Never.self, "\(reader) reads \(name)") { try reader.take(bytes) }
    }
  }

  @Test(arguments: FuzzedReader.all) func `a reader keeps its promises for pieces of its seeds`(
    reader: FuzzedReader
  ) throws {
    for name in try listDirectory(Self.seeds.appending(reader.name)) {
      let bytes = try readFile(Self.seeds.appending(reader.name).appending(name))
      for count in 0..<bytes.count {
        #expect(throws: Never.self, "\(reader) reads the first \(count) bytes of \(name)") {
          try reader.take(Array(bytes[..<count]))
        }
      }
    }
  }

  @Test func `every folder of seeds has a reader`() throws {
    #expect(try Set(listDirectory(Self.seeds)) == Set(FuzzedReader.all.map(\.name)))
  }
}
