import Glibc
import Storage
import SystemPackage

/// What `path` leads to when `root` is the root directory: links are followed, also the last one, and what does not
/// exist stays as it is written. The answer is absolute and begins below `root`.
func resolve(_ path: String, below root: String) -> String {
  var waiting = Array(path.split(separator: "/").map(String.init).reversed())
  var done: [String] = []
  var links = 0
  while let name = waiting.popLast() {
    if name == "." { continue }
    if name == ".." {
      _ = done.popLast()
      continue
    }
    let candidate = root + "/" + (done + [name]).joined(separator: "/")
    // As many as the kernel follows.
    guard links < 40, let target = linkTarget(candidate) else {
      done.append(name)
      continue
    }
    links += 1
    if target.hasPrefix("/") { done = [] }
    waiting += target.split(separator: "/").map(String.init).reversed()
  }
  return "/" + done.joined(separator: "/")
}

/// Where a symbolic link points to, nil if `path` is none.
func linkTarget(_ path: String) -> String? {
  let bytes = [UInt8](unsafeUninitializedCapacity: Int(PATH_MAX)) { buffer, count in
    count = buffer.withMemoryRebound(to: CChar.self) { max(readlink(path, $0.baseAddress, $0.count), 0) }
  }
  return bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self)
}

/// The text of a file of another root, nil if there is none.
func contentOfFile(_ root: String, _ path: String) -> String? {
  try? readText(FilePath(root + resolve(path, below: root)))
}
