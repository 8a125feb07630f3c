import Engine
import ImageSupply
import ImageTree
import TaskGraph
import Variables

/// COMP-1: programs from the network, in a directory of the user's choice.
let installAdditionalExecutables = Step<Image>(
  "install additional executables",
  when: .isSet(.loadAdditionalComponents).and(.isSet(.additionalExecutables))
    .and(.isSet(.additionalExecutablesList)),
  reads: [.additionalExecutablesList, .additionalExecutablesDestinationPath],
  supplies: additionalExecutables
) { image in
  let folder = try image.values.string(.additionalExecutablesDestinationPath)
  for url in try image.values.list(.additionalExecutablesList) {
    let name = fileName(of: url)
    try await image.copy(image.supply("executable-\(name)"), to: "\(folder)/\(name)", mode: 0o711)
  }
}

private func additionalExecutables(_ circumstances: Circumstances) throws -> [Supply] {
  let values = circumstances.declared(
    [.additionalExecutablesList, .additionalExecutablesChecksums, .additionalExecutablesDestinationPath],
    by: "the additional executables")
  let folder = try values.string(.additionalExecutablesDestinationPath)
  guard folder.hasPrefix("/") else {
    throw Failure(
      "additional_executables_destination_path is `\(folder)`, which is no absolute path",
      hint: "write the directory of the image that the executables go into: /usr/local/bin")
  }
  let checksums = try values.map(.additionalExecutablesChecksums)
  let urls = try values.list(.additionalExecutablesList)
  let names = urls.map(fileName)
  if let stranger = checksums.keys.sorted().first(where: { !names.contains($0) }) {
    throw Failure(
      "additional_executables_checksums names `\(stranger)`, which is not in additional_executables_list",
      hint: "it has the names of files: \(names.joined(separator: ", "))")
  }
  guard Set(names).count == names.count else {
    throw Failure(
      "additional_executables_list has two files of one name, which would take each other's place in \(folder)",
      hint: "the names are \(names.joined(separator: ", "))")
  }
  return zip(urls, names).map { url, name in
    download(
      "executable-\(name)", from: url, checksum: checksums[name].map { .sha256($0) } ?? .pinned, circumstances)
  }
}

/// The last part of an address, without a query.
private func fileName(of url: String) -> String {
  let path = url.prefix { $0 != "?" && $0 != "#" }
  return path.split(separator: "/").last.map(String.init) ?? url
}
