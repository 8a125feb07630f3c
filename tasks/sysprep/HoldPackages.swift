import Engine
import ImageTree
import Variables

/// SYS-D2: a node is replaced, not upgraded; what is installed stays as it was tested, except where the provider installs
/// newer versions itself.
let holdPackages = Step<Image>("hold every package at its version", reads: [.freePackages]) { image in
  let free = try image.values.list(.freePackages)
  let names = try await image.installedPackages().keys.filter { name in
    !free.contains { $0.hasSuffix("*") ? name.hasPrefix($0.dropLast()) : name == $0 }
  }
  try await image.holdPackages(names.sorted())
}
