import FoundationEssentials
import SystemPackage

/// A folder of a test's own, removed with the test.
final class TemporaryFolder: Sendable {
  let path: FilePath

  init() {
    let name = "image-builder-test.\(UInt64.random(in: .min ... .max))"
    path = FilePath(FileManager.default.temporaryDirectory.path).appending(name)
    try? makeFolder(path)
  }

  deinit {
    try? removeFolder(path)
  }
}

func makeFolder(_ path: FilePath) throws {
  try FileManager.default.createDirectory(atPath: path.string, withIntermediateDirectories: true)
}

func removeFolder(_ path: FilePath) throws {
  try FileManager.default.removeItem(atPath: path.string)
}

func listFolder(_ path: FilePath) throws -> [String] {
  try FileManager.default.contentsOfDirectory(atPath: path.string).sorted()
}

func writeFile(_ text: String, to path: FilePath) throws {
  try Data(text.utf8).write(to: URL(filePath: path.string))
}

func readText(_ path: FilePath) throws -> String {
  try String(contentsOf: URL(filePath: path.string), encoding: .utf8)
}
