import Foundation
import PackagePlugin

/// Has the digest of every phase's code compiled into the steps, so that code is an input like any other.
@main
struct CodeDigests: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    guard let tasks = target as? any SourceModuleTarget else { return [] }
    let output = context.pluginWorkDirectoryURL.appending(path: "CodeDigests.swift")
    let modules = context.package.targets.filter { $0.name.hasPrefix("Image") && $0.name != "ImageBuilder" }
    let verbs = modules + doors(of: modules)
    let sources = ([target] + verbs).flatMap { sourceFiles(under: $0.directoryURL) }
    return [
      .buildCommand(
        displayName: "Digesting the code of the phases",
        executable: try context.tool(named: "CodeDigestTool").url,
        arguments: [output.path(), tasks.directoryURL.path()] + verbs.map(describe),
        inputFiles: sources, outputFiles: [output])
    ]
  }

  /// `name=directory=dependency,dependency`, for the tool to follow imports.
  private func describe(_ verb: any Target) -> String {
    let dependencies = verb.dependencies.compactMap { dependency in
      if case .target(let target) = dependency { target.name } else { nil }
    }
    return "\(verb.name)=\(verb.directoryURL.path())=\(dependencies.joined(separator: ","))"
  }

  /// The modules of C that verbs are made from, each once.
  private func doors(of modules: [any Target]) -> [any Target] {
    var found: [String: any Target] = [:]
    for case .target(let target) in modules.flatMap(\.dependencies) where target is ClangSourceModuleTarget {
      found[target.name] = target
    }
    return found.values.sorted { $0.name < $1.name }
  }

  private func sourceFiles(under folder: URL) -> [URL] {
    let found = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    return (found?.compactMap { $0 as? URL } ?? []).filter { ["swift", "c", "h", "py"].contains($0.pathExtension) }
  }
}
