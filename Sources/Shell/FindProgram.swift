import Glibc
public import SystemPackage

/// The executable file that `name` means: itself if it holds a slash, else the first found in `path` (default: this
/// process's `PATH`) and then in `/usr/sbin` and `/sbin`, which an ordinary user's `PATH` lacks; nil if there is none.
public func findProgram(_ name: String, path: String? = nil) -> FilePath? {
  if name.utf8.contains(UInt8(ascii: "/")) {
    return isExecutableFile(name) ? FilePath(name) : nil
  }
  let searched = (path ?? Command.inherited["PATH"] ?? "/usr/bin:/bin") + ":/usr/sbin:/sbin"
  for directory in searched.split(separator: ":") where directory.utf8.first == UInt8(ascii: "/") {
    let candidate = "\(directory)/\(name)"
    if isExecutableFile(candidate) { return FilePath(candidate) }
  }
  return nil
}

/// Whether `path` is a regular file that this process may execute.
private func isExecutableFile(_ path: String) -> Bool {
  var status = stat()
  return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG && access(path, X_OK) == 0
}
