/// What should be so of an image: what a goss specification says, ready to be evaluated.
public struct Specification: Sendable, Equatable {
  private var statements: [Statement] = []

  /// A specification that demands nothing.
  public init() {}

  /// Reads a specification and what it includes.
  ///
  /// Throws for whatever it does not know: a resource, an attribute or a template that was passed over would be a check
  /// that always passes.
  ///
  /// - Parameters:
  ///   - file: the file, as a person names it.
  ///   - load: the text of a file; nil where there is none.
  ///   - variable: the value of a variable; nil where there is none.
  public init(
    readingFrom file: String, load: @escaping (String) throws(SpecificationError) -> String?,
    variable: @escaping (String) -> String?
  ) throws(SpecificationError) {
    var reader = SpecificationReader(load: load, variable: variable)
    try reader.read(file, includedFrom: nil)
    statements = reader.statements
  }

  /// A specification by which packages are installed.
  public init(installed packages: [String]) {
    statements = packages.map { PackageResource.isInstalled(true, $0, prefix: "") }
  }

  /// A specification by which the kernel was started with these arguments.
  public init(kernelArguments arguments: [String]) {
    statements = arguments.map { argument in
      // Whole words, whatever is in them.
      let word = argument.split(separator: "\\E", omittingEmptySubsequences: false).joined(separator: "\\E\\\\E\\Q")
      return Statement(
        .booted, "file_has",
        ["the kernel has the argument `\(argument)`", "yes", "regex", "(^| )\\Q\(word)\\E( |$)", "/proc/cmdline"])
    }
  }

  /// Both specifications, one after the other.
  public static func + (first: Specification, second: Specification) -> Specification {
    var both = first
    both.statements += second.statements
    return both
  }

  /// How many words are said in a place; some of them say nothing of their own.
  public func count(in place: Place) -> Int { statements.count { $0.place == place } }

  /// A script for a POSIX shell that evaluates what can be seen in a place.
  ///
  /// It tells by `pass NAME [DETAIL]` and `fail NAME [DETAIL]`, which whoever runs it defines.
  public func script(for place: Place) -> String {
    let lines = statements.filter { $0.place == place }.map { $0.shell + "\n" }
    return lines.isEmpty ? "" : SpecificationWords.text + lines.joined()
  }
}
