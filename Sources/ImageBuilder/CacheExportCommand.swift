import ArgumentParser
import Console
import Engine
import ImageArchive
import StepCache
import Storage
import SystemPackage
import TaskGraph

/// Packs what the cache has of targets into an archive.
struct CacheExportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Pack the results of targets into one archive, for the cache of another machine.",
    discussion: """
      image-builder cache export build-qemu-debian-12 -o qemu-debian-12.tar.zst

      The variables must be those of the build. What could read a secret stays out.
      """)

  @Argument(help: "Targets, such as build-qemu-debian-12.")
  var targets: [TargetArgument]

  @Option(name: .shortAndLong, help: "The archive.", completion: .file())
  var output: String

  @OptionGroup var report: ReportOptions

  mutating func run() async throws {
    let workspace = try Workspace(try report.settings())
    let targets = unique(try targets.map { try $0.target() })
    let assembly = try await workspace.assemble(workspace.variables(of: targets))
    try await workspace.checkMachine(tools: archiveTools)
    let planner = Planner(graph: assembly.graph, selection: Selection(), store: workspace.store)
    let (found, missing) = planner.results()
    defer { workspace.store.releaseAll() }
    if !missing.isEmpty { workspace.output.notice("the cache does not have \(missing.joined(separator: ", "))") }
    let histories = Dictionary(uniqueKeysWithValues: targets.map { ($0, workspace.store.history(of: $0)) })
    let file = workspace.absolute(output)
    let root = workspace.store.root
    let exported = try await workspace.store.export(found, histories: histories) { index, paths in
      try await pack(index, and: paths, of: root, into: file)
    }
    ExportReport.notices(of: exported).forEach(workspace.output.notice)
    guard exported.results > 0 else {
      throw CacheError("there is nothing to export", hint: "build the targets first, with the same variables")
    }
    workspace.output.show(ExportReport(exported, in: output, size: try fileStatus(file).size), asJSON: report.json)
  }
}

/// The programs that work on archives, each with its package.
let archiveTools = ["tar": "tar", "zstd": "zstd"]
