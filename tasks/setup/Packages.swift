import Engine
import ImageTree
import Variables

/// SETUP-D10: what the archive has newer than the base.
let upgradePackages = Step<Image>("upgrade packages") { image in
  try await image.upgradePackages()
}

/// SETUP-D11: what every node has.
let installBaselinePackages = Step<Image>("install baseline packages", reads: [.baselinePackages]) { image in
  try await image.installPackages(image.values.list(.baselinePackages))
}

/// SETUP-D12, SETUP-D13: what the user adds; `pinned_debs` are `name=version`.
let installExtraPackages = Step<Image>("install extra packages", reads: [.extraDebs, .pinnedDebs]) { image in
  try await image.installPackages(image.values.list(.extraDebs) + image.values.list(.pinnedDebs))
}
