import Engine
import ImageTree

/// SYS-D2: a node is replaced, not upgraded; what is installed stays as it was tested.
let holdPackages = Step<Image>("hold every package at its version") { image in
  try await image.holdPackages(image.installedPackages().keys.sorted())
}
