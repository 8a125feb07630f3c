import ImageSandbox

extension Image {
  /// Downloads the newest source package of a name from the image's own repositories, whose signatures apt checks.
  ///
  /// Source packages become known to the image's apt, so this is for systems that are thrown away.
  public func fetchSourcePackage(_ name: String, into directory: String) async throws {
    try await makeDirectory(directory)
    try await addSourceRepositories()
    try await prepareApt()
    try await packages.withPrivateCopy { copy in
      let apt = Apt(copy: copy)
      try await fetch(apt.command(["update"], network: true))
      var download = apt.command(["source", "--download-only", name], network: true)
      download.directory = directory
      try await fetch(download)
      archives.note(.source(name: name))
      try await noteArchives(try await packageSources(), apt)
    }
    for file in try await match("\(directory)/\(name)_*.dsc") {
      archives.note(source: name, version: Self.version(ofSource: name, file: file))
    }
  }

  /// The version that a source package's description is named for, without its epoch: `1.2-3` of `name_1.2-3.dsc`.
  static func version(ofSource name: String, file: String) -> String {
    String((file.split(separator: "/").last ?? "").dropFirst(name.count + 1).dropLast(".dsc".count))
  }

  /// Makes source packages known to the image's apt.
  func addSourceRepositories() async throws {
    let sources = try await read("/etc/apt/sources.list").split(separator: "\n")
      .filter { $0.hasPrefix("deb ") }
      .map { "deb-src " + $0.dropFirst("deb ".count) }
    try await write(sources.joined(separator: "\n") + "\n", to: "/etc/apt/sources.list.d/source-packages.list")
  }
}
