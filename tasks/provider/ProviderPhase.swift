import Engine
import ImageTree

/// What machines of QEMU need: the role `providers`, file `qemu`. What that installs for Hyper-V and for a root that lies
/// on another machine is of no use here, or not in Debian.
let qemu: [Step<Image>] = [installProviderPackages] + everyProvider

/// What machines of metal need: the role `providers`, file `raw`.
let raw: [Step<Image>] = [installProviderPackages, installProviderKernel] + everyProvider

/// The end of the role `providers`, which is the same for all.
private let everyProvider: [Step<Image>] = [
  chooseDatasources,
  chooseLocale,
  enableCloudInit,
  orderCloudInitAfterContainerd,
  logCloudInit,
  tolerateBadUserData,
  configureNetworkWithoutCloud,
]
