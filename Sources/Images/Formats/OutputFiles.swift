import Storage
public import SystemPackage

/// The files that a user gets.
public enum OutputFiles {
  /// Does something while no other process that asks for this changes a folder, which is made if it is missing.
  public static func whileLocking<T: Sendable>(_ folder: FilePath, _ body: () async throws -> T) async throws -> T {
    try makeDirectories(folder)
    let lock = try await FileLock.acquire(folder, .exclusive)
    defer { lock.release() }
    return try await body()
  }

  /// The size of a file in bytes.
  public static func size(of file: FilePath) throws -> Int64 { try fileStatus(file).size }

  /// The text of a file; nil where there is none.
  public static func text(of file: FilePath) throws -> String? { fileExists(file) ? try readText(file) : nil }

  /// Copies a file, holes and all, as a reflink where the file system can.
  public static func copy(_ file: FilePath, to target: FilePath) async throws {
    try makeDirectories(target.removingLastComponent())
    try await blocking {
      if fileExists(target) { try removeTree(target) }
      try copySparse(from: file, to: target)
    }
  }

  /// Removes a file; nothing there is no error.
  public static func remove(_ file: FilePath) throws { if fileExists(file) { try removeTree(file) } }

  /// Writes a text, whole or not at all.
  public static func write(_ text: String, to file: FilePath) throws {
    try makeDirectories(file.removingLastComponent())
    try writeAtomically(text, to: file)
  }
}
