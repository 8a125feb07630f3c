import Engine
import ImageTree
import Variables

/// The files and folders of `custom_files`, each at its place.
let copyCustomFiles = Step<Image>(
  "copy the user's files", when: .isSet(.customFiles), reads: [.customFiles],
  files: { circumstances in
    for file in try customFiles(circumstances) { try file.check() }
    return try circumstances.userFiles(of: .customFiles, customFiles(circumstances).map(\.source))
  }
) { image in
  for file in try image.values.records(.customFiles).map(CustomFile.init) {
    let destination = file.place
    try await image.copyTree(image.userFile(file.source), to: destination, mode: file.modeBits)
    if let owner = file.owner { try await image.setOwner(destination, owner, recursively: true) }
  }
}

private func customFiles(_ circumstances: Circumstances) throws -> [CustomFile] {
  try circumstances.declared([.customFiles], by: "custom_files").records(.customFiles).map(CustomFile.init)
}
