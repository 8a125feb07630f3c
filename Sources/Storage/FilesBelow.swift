public import SystemPackage

/// All files and links below a directory, or the file itself, with what the file system knows about them; links are not
/// followed, and what cannot be read or has just been removed is passed over.
public func filesBelow(_ path: FilePath) -> [(path: FilePath, status: FileStatus)] {
  guard let status = try? fileStatus(path) else { return [] }
  guard status.kind == .directory else { return [(path, status)] }
  return ((try? listDirectory(path)) ?? []).flatMap { filesBelow(path.appending($0)) }
}
