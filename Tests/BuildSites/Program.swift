import FoundationEssentials
import Glibc
import Storage
package import SystemPackage

/// The program under test, in a copy of the project that has only what building needs.
package struct Program {
  /// The folder of the copy.
  package let project: FilePath
  /// The program itself.
  package private(set) var path: FilePath
  /// What takes everything from Debian's archive.
  package var archiveVariables: FilePath { project.appending("vars/examples/debian-archive.yaml") }

  /// Copies the program that is tested into a folder that every user can read.
  package init(copiedInto folder: FilePath) async throws {
    project = folder.appending("project")
    path = project.appending("image-builder")
    try makeDirectories(project, mode: 0o755)
    try copySparse(from: Self.source, to: path)
    guard chmod(path.string, 0o755) == 0 else { throw Errno(rawValue: errno) }
    try await shell(
      "cp -r \(Self.checkout)/vars \(project)/vars && rm -f \(project)/vars/user.yaml && chmod -R a+rX \(project)")
  }

  /// The same program by a name of its own, by which its processes are told from those of others.
  package func called(_ name: String) throws -> Program {
    var other = self
    let folder = project.appending("programs").appending(name)
    try makeDirectories(folder)
    other.path = folder.appending("image-builder")
    try hardLink(from: path, to: other.path)
    return other
  }

  /// The program that is tested: the one that `IMAGE_BUILDER` names, by default the one that was built with the tests.
  package static var source: FilePath {
    if let path = getenv("IMAGE_BUILDER").map({ FilePath(String(cString: $0)) }) {
      return path.isAbsolute ? path : checkout.pushing(path)
    }
    return checkout.appending(".build/debug/image-builder")
  }

  /// The folder that these tests were compiled in.
  package static var checkout: FilePath {
    var folder = FilePath("\(#filePath)")
    for _ in 0..<3 { folder.removeLastComponent() }
    return folder
  }
}
