public import Digests
import FoundationEssentials
public import SystemPackage
public import Variables

/// A file or a folder of the user's that a step takes in; it is in the phase's key by what it holds.
public struct UserFile: Sendable, Hashable {
  /// As a variable names it.
  public let name: String
  /// Where it lies on this machine.
  public let place: FilePath
  /// The digest of its content; of a folder over the names, the kinds, who may execute them, and the contents.
  public let digest: ContentDigest
  /// Where the variable was set that names it.
  public let origin: String

  /// Looks for a file that a variable names: an absolute path, or one relative to the folder of the file that sets the
  /// variable, or to the current folder.
  ///
  /// Throws `Failure` where there is none, or where it cannot be read.
  public init(_ name: String, of variable: ResolvedVariable) throws {
    let places = Self.places(of: name, variable)
    guard let place = places.first(where: { FileManager.default.fileExists(atPath: $0.string) }) else {
      throw Failure(
        "`\(variable.name)` names `\(name)`, which does not exist\n  \(variable.origin.place)",
        hint:
          "it was looked for at \(places.map(\.string).joined(separator: " and ")); a path is relative to the folder "
          + "of the file that it stands in, or to the current folder")
    }
    try self.init(name, at: place, of: variable)
  }

  /// Takes a file or folder that was looked for on behalf of a variable; throws `Failure` where it cannot be read.
  public init(_ name: String, at place: FilePath, of variable: ResolvedVariable) throws {
    self.name = name
    self.place = place
    self.origin = variable.origin.description
    do {
      digest = try Self.digest(of: place)
    } catch {
      throw Failure(
        "`\(variable.name)` names `\(name)`, which cannot be read: \(error)\n  \(variable.origin.place)",
        hint: "see who may read \(place)")
    }
  }

  /// Whether it is a folder.
  public var isFolder: Bool { Self.isFolder(place) }

  /// Throws `Failure` where it no longer holds what it did when the run was planned.
  func check() throws {
    guard (try? Self.digest(of: place)) == digest else {
      throw Failure(
        "`\(name)` changed while it was used", hint: "run the same command again once nothing writes to \(place)")
    }
  }

  private static func places(of name: String, _ variable: ResolvedVariable) -> [FilePath] {
    let current = FilePath(FileManager.default.currentDirectoryPath)
    let path = FilePath(name)
    if path.isAbsolute { return [path] }
    let folders = (variable.folder.map { [current.pushing($0)] } ?? []) + [current]
    let places = folders.map { $0.pushing(path).lexicallyNormalized() }
    return places.first == places.last ? Array(places.prefix(1)) : places
  }

  private static func isFolder(_ place: FilePath) -> Bool {
    var isDirectory: Bool = false
    _ = FileManager.default.fileExists(atPath: place.string, isDirectory: &isDirectory)
    return isDirectory
  }

  private static func digest(of place: FilePath) throws -> ContentDigest {
    guard isFolder(place) else { return try contentDigest(ofFile: place) }
    var encoding = CanonicalEncoding()
    for name in try FileManager.default.subpathsOfDirectory(atPath: place.string).sorted() {
      let path = place.pushing(FilePath(name))
      if let target = try? FileManager.default.destinationOfSymbolicLink(atPath: path.string) {
        encoding.append(name, "link \(target)")
      } else if isFolder(path) {
        encoding.append(name, "folder")
      } else {
        let mark = FileManager.default.isExecutableFile(atPath: path.string) ? "program" : "file"
        encoding.append(name, "\(mark) \(try contentDigest(ofFile: path).hex)")
      }
    }
    return encoding.digest
  }
}
