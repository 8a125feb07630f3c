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
  let bytes = linkTargetBytes(Array(path.utf8CString))
  return bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self)
}

/// Where a symbolic link points to, empty if `path`, null-terminated, is none.
func linkTargetBytes(_ path: [CChar]) -> [UInt8] {
  [UInt8](unsafeUninitializedCapacity: Int(PATH_MAX)) { buffer, count in
    count = buffer.withMemoryRebound(to: CChar.self) { target in
      target.baseAddress.map { max(readlink(path, $0, target.count), 0) } ?? 0
    }
  }
}

/// A null-terminated path as an error shows it.
func shown(_ path: [CChar]) -> String {
  String(decoding: path.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
}

/// The text of a file of another root, nil if there is none.
func contentOfFile(_ root: String, _ path: String) -> String? {
  try? readText(FilePath(root + resolve(path, below: root)))
}
