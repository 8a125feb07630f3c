import FoundationEssentials
import Storage
public import SystemPackage

extension Image {
  /// Copies a file of the user's, or a folder with all that it holds; a folder that the image has keeps what it holds.
  ///
  /// Of a file's mode only whether it is a program is kept: what else a checkout's files have is an accident. Links in a
  /// folder stay links; devices, pipes and sockets are left out.
  ///
  /// - Parameter mode: what a single file gets; nil for 0755 of a program and 0644 of anything else.
  public func copyTree(_ host: FilePath, to path: String, mode: Int? = nil) async throws {
    var isFolder = false
    guard FileManager.default.fileExists(atPath: host.string, isDirectory: &isFolder) else {
      throw ImageError("there is no `\(host)` to be copied to \(path)")
    }
    guard isFolder else {
      let isProgram = FileManager.default.isExecutableFile(atPath: host.string)
      return try await copy(host, to: path, mode: mode ?? (isProgram ? 0o755 : 0o644))
    }
    if try await !exists(path) { try await makeDirectory(path) }
    for name in try listDirectory(host).sorted() {
      let inside = host.appending(name)
      let status = try fileStatus(inside)
      switch status.kind {
      case .link:
        let target = try FileManager.default.destinationOfSymbolicLink(atPath: inside.string)
        try await link("\(path)/\(name)", to: target)
      case .file, .directory: try await copyTree(inside, to: "\(path)/\(name)")
      case .other: break
      }
    }
  }
}
