import Glibc
import Storage
import SystemPackage

/// A child of the sandbox's first process that does one piece of file work. It sees the image as its root, so that
/// every link leads where it leads in the image.
struct FileWorker {
  let root: SandboxRoot
  /// Where the answer goes.
  let output: Int32

  /// Does what is asked, answers, and ends this process.
  func run(_ request: FileRequest, _ payload: [UInt8]) -> Never {
    var answer: (reply: SandboxReply, payload: [UInt8])
    do {
      answer = try perform(request, payload)
    } catch {
      answer = (SandboxProcess.reply(error), [])
    }
    do {
      try writeAll(output, try Frame.encode(answer.reply, payload: answer.payload))
      _exit(0)
    } catch {
      _exit(1)
    }
  }

  private func perform(
    _ request: FileRequest, _ payload: [UInt8]
  ) throws(SandboxError) -> (SandboxReply, [UInt8]) {
    switch request {
    case .write(let path, let mode, let appending):
      try enterImage()
      try write(payload, to: path, mode: mode_t(mode), appending: appending)
    case .read(let path):
      try enterImage()
      return (.done, try storage { () throws(StorageError) in try readFile(FilePath(path)) })
    case .facts(let path, let following):
      try enterImage()
      return (.facts(facts(path, following: following)), [])
    case .makeDirectory(let path, let mode):
      try enterImage()
      try makeDirectories(above: path + "/")
      try check(chmod(path, mode_t(mode)), "set the mode of \(path)")
    case .link(let path, let target):
      try enterImage()
      try makeDirectories(above: path)
      unlink(path)
      try check(symlink(target, path), "make the link \(path)")
    case .remove(let patterns):
      try enterImage()
      for path in patterns.flatMap(matches) {
        try storage { () throws(StorageError) in try removeTree(FilePath(path)) }
      }
    case .rename(let path, let newPath):
      try enterImage()
      try makeDirectories(above: newPath)
      try check(Glibc.rename(path, newPath), "rename \(path) to \(newPath)")
    case .setMode(let path, let mode):
      try enterImage()
      try check(chmod(path, mode_t(mode)), "set the mode of \(path)")
    case .setOwner(let path, let owner, let group):
      try enterImage()
      try check(lchown(path, uid_t(owner), gid_t(group)), "set the owner of \(path)")
    case .list(let path):
      try enterImage()
      return (.names(try storage { () throws(StorageError) in try listDirectory(FilePath(path)) }), [])
    case .match(let pattern):
      try enterImage()
      return (.names(matches(pattern)), [])
    case .resolve(let path):
      return (.names([resolve(path, below: SandboxRoot.image)]), [])
    case .copyIn(let host, let path, let mode):
      try copyIn(host, to: path, mode: mode_t(mode))
    case .copyOut(let path, let host):
      try copyOut(path, to: host)
    case .seal:
      guard let layer = root.sealed, let setUp = root.setUp else { throw SandboxError("there is no layer to seal") }
      if let work = root.work { try storage { () throws(StorageError) in try removeTree(FilePath(work)) } }
      return (.sealed(try LayerWalk(root: layer, newest: setUp.sourceDateEpoch).seal()), [])
    case .measure(let host):
      return (.sealed(try LayerWalk(root: root.hostPath(host), newest: nil).seal()), [])
    case .removeTree(let host):
      let path = FilePath(root.hostPath(host))
      try storage { () throws(StorageError) in try removeTree(path) }
    }
    return (.done, [])
  }

  private func enterImage() throws(SandboxError) {
    guard root.setUp?.hasRoot == true else { throw SandboxError("this sandbox has no image") }
    try check(chroot(SandboxRoot.image), "enter the image")
    try check(chdir("/"), "enter the image")
  }

  private func makeDirectories(above path: String) throws(SandboxError) {
    let parent = path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
    guard !parent.isEmpty, access(parent, F_OK) != 0 else { return }
    try storage { () throws(StorageError) in try Storage.makeDirectories(FilePath(parent)) }
  }

  private func write(_ bytes: [UInt8], to path: String, mode: mode_t, appending: Bool) throws(SandboxError) {
    try makeDirectories(above: path)
    let flags = O_WRONLY | O_CREAT | O_CLOEXEC | (appending ? O_APPEND : O_TRUNC)
    let existed = access(path, F_OK) == 0
    let descriptor = try check(open(path, flags, mode), "write \(path)")
    defer { close(descriptor) }
    try writeAll(descriptor, bytes)
    if !(appending && existed) { try check(fchmod(descriptor, mode), "set the mode of \(path)") }
  }

  private func facts(_ path: String, following: Bool) -> FileFacts? {
    var status = stat()
    guard (following ? stat(path, &status) : lstat(path, &status)) == 0 else { return nil }
    let kind: FileFacts.Kind =
      switch status.st_mode & S_IFMT {
      case S_IFREG: .file
      case S_IFDIR: .directory
      case S_IFLNK: .link
      default: .special
      }
    return FileFacts(
      kind: kind, mode: Int(status.st_mode & 0o7777), owner: Int(status.st_uid), group: Int(status.st_gid),
      size: Int64(status.st_size), modified: Int64(status.st_mtim.tv_sec), target: linkTarget(path))
  }

  /// The paths that a shell's pattern matches, or the pattern itself if it is a plain path.
  private func matches(_ pattern: String) -> [String] {
    guard pattern.utf8.contains(where: { [UInt8(ascii: "*"), UInt8(ascii: "?"), UInt8(ascii: "[")].contains($0) })
    else { return [pattern] }
    var found = glob_t()
    defer { globfree(&found) }
    guard glob(pattern, 0, nil, &found) == 0 else { return [] }
    return (0..<Int(found.gl_pathc)).compactMap { index in found.gl_pathv[index].map { String(cString: $0) } }
  }

  private func copyIn(_ host: String, to path: String, mode: mode_t) throws(SandboxError) {
    let source = try check(open(root.hostPath(host), O_RDONLY | O_CLOEXEC), "read \(host)")
    try enterImage()
    try makeDirectories(above: path)
    // The descriptor still leads out of the image, its name in /proc does too.
    try storage { () throws(StorageError) in
      try copySparse(from: FilePath("/proc/self/fd/\(source)"), to: FilePath(path))
    }
    try check(chmod(path, mode), "set the mode of \(path)")
  }

  private func copyOut(_ path: String, to host: String) throws(SandboxError) {
    let target = FilePath(root.hostPath(host))
    let parent = target.removingLastComponent().string
    guard let name = target.lastComponent?.string else { throw SandboxError("`\(host)` is no name of a file") }
    let directory = try check(open(parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC), "open the directory of \(host)")
    try enterImage()
    try storage { () throws(StorageError) in
      try copySparse(from: FilePath(path), to: FilePath("/proc/self/fd/\(directory)/\(name)"))
    }
  }
}
