import Digests
import Storage
import SystemPackage

@testable import StepCache

/// What a layer's tree holds, as far as these tests go: one file called `file`.
func measureFile(_ tree: FilePath) throws -> Measurement {
  let content = try readText(tree.appending("file"))
  return Measurement(changes: contentDigest(of: content), bytes: Int64(content.utf8.count))
}
