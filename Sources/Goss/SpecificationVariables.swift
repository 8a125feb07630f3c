import YAML

/// The names and values of a file for the templates of specifications.
public struct SpecificationVariables: Sendable, Equatable {
  /// The values by name; of what stands below a name, by both with a dot between them.
  public let values: [String: String]

  /// Reads the text of a file, which a person knows by this name.
  ///
  /// Lists have no value: only loops, which are not known here, could use them.
  public init(reading text: String, of file: String) throws(SpecificationError) {
    let document: YAMLNode?
    do throws(YAMLError) {
      document = try parseYAML(text)
    } catch {
      throw SpecificationError(error.message, in: file, line: error.mark.line)
    }
    var values: [String: String] = [:]
    if let document, !document.isNull {
      guard case .mapping(let entries) = document.kind else {
        throw SpecificationError("names with values should stand here", in: file, line: document.mark.line)
      }
      Self.add(entries, below: "", to: &values)
    }
    self.values = values
  }

  private static func add(_ entries: [YAMLEntry], below prefix: String, to values: inout [String: String]) {
    for entry in entries {
      switch entry.value.kind {
      case .scalar(let text, _): values[prefix + entry.key] = text
      case .mapping(let inner): add(inner, below: "\(prefix)\(entry.key).", to: &values)
      case .sequence: break
      }
    }
  }
}
