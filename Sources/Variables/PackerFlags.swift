public import SystemPackage

/// What `PACKER_FLAGS` asks for that has a meaning here.
public struct PackerFlags: Sendable {
  /// The variables of `-var`, in their order.
  public var assignments: [Assignment] = []
  /// The files of `-var-file`, in their order; they come before `VAR_FILES` and `PACKER_VAR_FILES`.
  public var varFiles: [FilePath] = []
  /// The flags that mean nothing here.
  public var notices: [VariableNotice] = []

  /// Reads flags as Packer does: `-var k=v`, `-var=k=v`, `-var-file f`, `-var-file=f`, with one dash or two, quoted as in a
  /// shell.
  ///
  /// Throws for a flag without its value and for quotes that do not close.
  public init(parsing text: String) throws(VariableError) {
    let source = "PACKER_FLAGS"
    var words = try shellWords(of: text, source: source)[...]
    while let word = words.popFirst() {
      let flag = word.drop { $0 == "-" }
      guard word.hasPrefix("-") else {
        notices.append(VariableNotice("`\(word)` in \(source) has no meaning here", origin: .commandLine(source)))
        continue
      }
      let parts = flag.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      guard parts[0] == "var" || parts[0] == "var-file" else {
        let name = word.split(separator: "=", maxSplits: 1)[0]
        notices.append(VariableNotice("`\(name)` in \(source) has no meaning here", origin: .commandLine(source)))
        continue
      }
      guard let value = parts.count == 2 ? parts[1] : words.popFirst() else {
        throw VariableError(
          "`-\(parts[0])` at the end of \(source) has no value", origin: .commandLine(source),
          hint: parts[0] == "var" ? "write -var name=value" : "write -var-file=FILE")
      }
      if parts[0] == "var" {
        assignments.append(try Assignment(parsing: value, source: source))
      } else {
        varFiles.append(FilePath(value))
      }
    }
  }
}
