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
  let names = NameCheck(checking: settings, schema: schema, isStrict: sources.strict)
  errors += names.errors
  var resolver = Resolver(
    schema: schema, settings: settings, environment: sources.environment, isComplete: layers.errors.isEmpty)
  let variables = resolver.resolve()
  errors += resolver.errors
  if !errors.isEmpty { throw VariableErrors(errors) }
  return VariableSet(variables, notices: names.notices)
}
