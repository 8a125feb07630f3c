import SystemPackage
import YAML

/// A variable file: its text and what it sets.
struct VariableFile: Sendable {
  /// Nobody writes a larger one; a disk or /dev/zero, given by mistake, would fill the memory.
  private static let greatestSize = 16 << 20

  /// How a person would name the file.
  var name: String
  /// The file's whole text, for the lines that errors show.
  var source: String
  /// What the file sets, in its order.
  var entries: [YAMLEntry]

  /// Reads a file; nil when there is none. A file named `*.json` has to be JSON.
  static func read(_ path: String, name: String) -> Result<VariableFile, VariableError>? {
    let bytes: [UInt8]
    do throws(Errno) {
      bytes = try readBytes(FilePath(path), upTo: greatestSize + 1)
    } catch {
      if error == .noSuchFileOrDirectory || error == .notDirectory { return nil }
      return .failure(VariableError("`\(name)` cannot be read: \(error.description.lowercased())"))
    }
    guard bytes.count <= greatestSize else {
      return .failure(VariableError("`\(name)` is larger than \(greatestSize >> 20) MiB: it is no variable file"))
    }
    do throws(VariableError) {
      return .success(try VariableFile(parsing: bytes, name: name))
    } catch {
      return .failure(error)
    }
  }

  /// Reads the content of a file.
  init(parsing bytes: [UInt8], name: String) throws(VariableError) {
    guard let source = String(validating: bytes, as: UTF8.self) else {
      throw VariableError("`\(name)` is not UTF-8 text")
    }
    do throws(YAMLError) {
      let document = try parseYAML(source, as: name.lowercased().hasSuffix(".json") ? .json : .yaml)
      self.init(name: name, source: source, entries: try Self.entries(of: document))
    } catch {
      throw VariableError(
        error.message, origin: .file(name, line: error.mark.line, column: error.mark.column),
        excerpt: excerpt(of: source, at: error.mark))
    }
  }

  private static func entries(of document: YAMLNode?) throws(YAMLError) -> [YAMLEntry] {
    guard let document, !document.isNull else { return [] }
    guard case .mapping(let entries) = document.kind else {
      throw YAMLError("a variable file holds names with values", at: document.mark)
    }
    return entries
  }

  private init(name: String, source: String, entries: [YAMLEntry]) {
    self.name = name
    self.source = source
    self.entries = entries
  }
}

/// The line of a mark, unless it looks as if it held a secret.
func excerpt(of source: String, at mark: YAMLMark) -> SourceExcerpt? {
  let excerpt = SourceExcerpt(line: mark.line, column: mark.column, of: source)
  return soundsSecret(excerpt.text) || holdsPassword(excerpt.text) ? nil : excerpt
}

/// Whether a text has a word that secrets are named with. Misspelled secrets are unknown names, so the schema cannot tell.
func soundsSecret(_ text: String) -> Bool {
  let lowered = text.lowercased()
  return ["passw", "pasw", "secret", "token", "credential", "apikey", "api_key", "access_key", "private_key", "proxy"]
    .contains { lowered.contains($0) }
}

/// How a file is named to people: files below the folder of variables begin with that folder's own name.
func displayName(of path: String, root: FilePath) -> String {
  let root = root.string
  guard path.hasPrefix(root + "/") else { return path }
  let folder = root.lastIndex(of: "/").map { root[root.index(after: $0)...] } ?? root[...]
  return String(folder) + path.dropFirst(root.count)
}

/// A file's content, or as much of it as is wanted.
private func readBytes(_ path: FilePath, upTo limit: Int) throws(Errno) -> [UInt8] {
  do {
    let file = try FileDescriptor.open(path, .readOnly, options: .closeOnExec)
    return try file.closeAfter {
      var bytes: [UInt8] = []
      while true {
        let count = try withUnsafeTemporaryAllocation(byteCount: 16384, alignment: 1) { buffer in
          let count = try file.read(into: buffer)
          bytes.append(contentsOf: buffer.prefix(count))
          return count
        }
        if count == 0 || bytes.count >= limit { return Array(bytes.prefix(limit)) }
      }
    }
  } catch {
    throw error as? Errno ?? .ioError
  }
}
