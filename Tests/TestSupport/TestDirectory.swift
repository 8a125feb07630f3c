import FoundationEssentials
import Glibc
public import SystemPackage

/// Gives `body` an empty directory of its own and removes it afterwards, with all that is in it.
nonisolated(nonsending)
  public func withTestDirectory<T>(_ body: (FilePath) async throws -> T) async throws -> T
{
  var name = "/tmp/image-builder-test.XXXXXX".utf8.map { CChar($0) } + [0]
  guard mkdtemp(&name) != nil else { throw Errno(rawValue: errno) }
  let directory = FilePath(String(decoding: name.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self))
  // By Foundation and not by Storage: a test of removal must not tidy up with what it tests.
  defer { try? FileManager.default.removeItem(atPath: directory.string) }
  return try await body(directory)
}
