import Engine
import ImageTree
import Variables

/// OPT-1: disks with several paths have one name each.
let configureMultipath = Step<Image>(
  "configure multipath", reads: [.multipathdCustomConfFilePath],
  files: { circumstances in
    let name = try circumstances.declared([.multipathdCustomConfFilePath], by: "multipathd").string(
      .multipathdCustomConfFilePath)
    return try circumstances.userFiles(of: .multipathdCustomConfFilePath, name.isEmpty ? [] : [name])
  }, folder: "optional"
) { image in
  try await image.installPackages(["multipath-tools"])
  let name = try image.values.string(.multipathdCustomConfFilePath)
  if name.isEmpty {
    try await image.write("defaults {\n    user_friendly_names yes\n}\n", to: "/etc/multipath.conf")
  } else {
    try await image.copyTree(image.userFile(name), to: "/etc/multipath.conf", mode: 0o644)
  }
}
