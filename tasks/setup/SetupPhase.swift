import Engine
import ImageTree

/// Packages that every node has, and those that its user adds: the role `setup`.
let setup: [Step<Image>] = [
  disablePublicRepositories,
  addExtraRepositories,
  configurePip,
  upgradePackages,
  installBaselinePackages,
  trustImageAuthorities,
  installExtraPackages,
]
