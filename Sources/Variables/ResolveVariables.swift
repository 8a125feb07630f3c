import SystemPackage
import YAML

/// The variables of a target: reads its layers, checks the names, renders templates and converts values.
///
/// Throws all errors found together. Pass one `files` to plan several targets, so that each file is read once.
public func resolveVariables(
  schema: Schema, sources: LayerSources, files: VariableFiles = VariableFiles()
) throws(VariableErrors) -> VariableSet {
  let layers = LayerReader(reading: sources, through: files)
  let settings = layers.settings.flatMap { [$0] + $0.handedOn(to: schema) }
  var errors = layers.errors
  var notices: [VariableNotice] = []
  do throws(VariableError) {
    let names = try NameCheck(checking: settings, schema: schema, isStrict: sources.strict) {
      () throws(VariableError) in try recognizedNames(root: sources.root, files: files)
    }
    errors += names.errors
    notices = names.notices
  } catch {
    errors.append(error)
  }
  var resolver = Resolver(
    schema: schema, settings: settings, environment: sources.environment, isComplete: layers.errors.isEmpty)
  let variables = resolver.resolve()
  errors += resolver.errors
  if !errors.isEmpty { throw VariableErrors(errors) }
  return VariableSet(variables, notices: notices)
}

/// The established project's names, from `recognized.yaml`; none when there is no such file.
func recognizedNames(root: FilePath, files: VariableFiles) throws(VariableError) -> Set<String> {
  let path = "\(root)/recognized.yaml"
  guard let file = try files.file(path, name: displayName(of: path, root: root))?.get() else { return [] }
  var names: Set<String> = []
  for entry in file.entries {
    guard case .sequence(let items) = entry.value.kind else { continue }
    for item in items {
      if case .scalar(let name, _) = item.kind { names.insert(name) }
    }
  }
  return names
}
