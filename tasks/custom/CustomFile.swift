import Engine

/// A line of `custom_files`.
struct CustomFile: Equatable {
  /// The file or folder of the building machine, as the user names it.
  let source: String
  /// Where it goes; with a slash at its end, the folder that it goes into.
  let destination: String
  /// The permission bits in octal digits, as the user writes them; nil where the file's own count.
  let mode: String?
  /// The owner and group as chown writes them; nil for root's.
  let owner: String?

  /// Takes the fields of a record.
  init(_ record: [String: String]) {
    source = record["source"] ?? ""
    destination = record["destination"] ?? ""
    mode = record["mode"]
    owner = record["owner"]
  }

  /// Where it goes, with its own name where only a folder was given.
  var place: String {
    guard destination.hasSuffix("/") else { return destination }
    return destination + (source.split(separator: "/").last.map(String.init) ?? "")
  }

  /// The permission bits.
  var modeBits: Int? { mode.flatMap { Int($0, radix: 8) } }

  /// Throws `Failure` for what cannot be meant.
  func check() throws {
    guard place.hasPrefix("/") else {
      throw Failure(
        "custom_files: the destination `\(destination)` of `\(source)` is no absolute path",
        hint: "write where in the image it goes: /etc/motd")
    }
    if let mode, modeBits.map({ $0 > 0o7777 }) ?? true {
      throw Failure(
        "custom_files: `\(source)` cannot have the mode `\(mode)`", hint: "write octal digits in quotes: \"0640\"")
    }
  }
}
