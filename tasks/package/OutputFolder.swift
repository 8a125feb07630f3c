import Engine
import ImageFormats
import SystemPackage

/// The folder in which a user finds an image.
struct OutputFolder {
  /// Where it is.
  let path: FilePath

  /// Does something while no other process puts files there.
  func whileLocking<T: Sendable>(_ body: () async throws -> T) async throws -> T {
    try await OutputFiles.whileLocking(path, body)
  }

  /// The size of a file in bytes.
  func size(of file: FilePath) throws -> Int64 { try OutputFiles.size(of: file) }

  /// True where this very image lies there already, as far as its manifest and the sizes of its files tell.
  func holds(_ manifest: Manifest) throws -> Bool {
    guard try OutputFiles.text(of: path.appending("manifest.json")) == manifest.text() else { return false }
    return manifest.files.allSatisfy { (try? size(of: path.appending($0.name))) == $0.bytes }
  }

  /// Puts a copy of a file there; changing it changes nothing in the cache.
  func put(_ file: FilePath, as name: String) async throws {
    try await OutputFiles.copy(file, to: path.appending(name))
  }

  /// Removes a file; nothing there is no error.
  func remove(_ name: String) throws { try OutputFiles.remove(path.appending(name)) }

  /// Writes a text.
  func write(_ text: String, as name: String) throws {
    try OutputFiles.write(text, to: path.appending(name))
  }

  /// Joins logs, each under its work's name.
  func join(_ logs: [(name: String, log: FilePath)], as name: String) throws {
    let parts = logs.map { "==== \($0.name) ====\n" + ((try? OutputFiles.text(of: $0.log)) ?? "") }
    try write(parts.joined(separator: "\n"), as: name)
  }
}
