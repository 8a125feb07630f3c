import Glibc
public import SystemPackage

/// Makes a directory that only this user can enter, in `parent` (default: `TMPDIR`, else `/tmp`), and removes it with
/// all that it holds when `body` ends, however it ends.
///
/// Throws what `body` throws, and `StorageError` if the directory cannot be made or removed.
nonisolated(nonsending)
  public func withTemporaryDirectory<T>(
    in parent: FilePath? = nil,
    prefix: String,
    _ body: (FilePath) async throws -> T
  ) async throws -> T
{
  let directory = try makeTemporaryDirectory(in: parent, prefix: prefix)
  let value: T
  do {
    value = try await body(directory)
  } catch {
    // The first error says more than one of tidying up.
    try? await blocking { try removeTree(directory) }
    throw error
  }
  try await blocking { try removeTree(directory) }
  return value
}

private func makeTemporaryDirectory(in parent: FilePath?, prefix: String) throws(StorageError) -> FilePath {
  let parent = parent ?? FilePath(getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp")
  let template = parent.appending("\(prefix).XXXXXX")
  var name = template.withPlatformString { Array(UnsafeBufferPointer(start: $0, count: strlen($0) + 1)) }
  guard mkdtemp(&name) != nil else { throw .last("make the directory", template) }
  return name.withUnsafeBufferPointer { name in
    name.baseAddress.map { FilePath(platformString: $0) } ?? template
  }
}
