extension FuzzedReader {
  /// Every reader of foreign input, in the order of the modules.
  public static let all: [FuzzedReader] = [
    yaml, json, variableFile, schema, resolution, template, values, sizes, shellWords, assignments, packerFlags, make,
    responseHead, partRecord, checksumList, entry, history, pin, frame, checkReport, console, printable, redaction,
    manifest, kernels, archiveLists, archiveIndex, pastBuild, failedTree, packageDatabase, systemFacts, diskMap,
    ownDescription, fileSystem, specification, specificationVariables, imageManifest,
    tokenQuestion, registryLogin, imageReference,
  ]
}
