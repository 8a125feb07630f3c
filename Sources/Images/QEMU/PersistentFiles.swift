/// Directories of the running system that do not lie on the disk's root but on another file system of it.
public struct PersistentFiles: Sendable, Equatable {
  /// Where that file system, an ext4, starts, in bytes.
  public var offset: Int64
  /// The folder of it that they are in, each at its own path.
  public var folder: String
  /// The directories, as absolute paths.
  public var paths: [String]

  /// Directories; see the properties.
  public init(offset: Int64, folder: String, paths: [String]) {
    self.offset = offset
    self.folder = folder
    self.paths = paths
  }

  /// What of `entries` belongs there, at its place there; and the others.
  func divide(_ entries: [CheckInjection.Entry]) -> (here: [CheckInjection.Entry], elsewhere: [CheckInjection.Entry]) {
    let isHere: (CheckInjection.Entry) -> Bool = { entry in
      paths.contains { entry.path == $0 || entry.path.hasPrefix("\($0)/") }
    }
    return (entries.filter(isHere).map { $0.moved(below: "/\(folder)") }, entries.filter { !isHere($0) })
  }
}

extension CheckInjection.Entry {
  /// The same below a folder; a link leads where it led.
  fileprivate func moved(below folder: String) -> Self {
    switch self {
    case .file(let path, let text, let mode): .file(path: folder + path, text: text, mode: mode)
    case .link(let path, let target): .link(path: folder + path, target: target)
    }
  }
}
