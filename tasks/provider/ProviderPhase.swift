import Engine
import ImageTree

/// What machines of QEMU need: the role `providers`, file `qemu`. Its other packages are Ubuntu's own; they would bring
/// modules and DHCP's answers into an initramfs whose root is on another machine.
let qemu: [Step<Image>] = [installProviderPackages] + everyProvider

/// What machines of metal need: the role `providers`, file `raw`.
let raw: [Step<Image>] = [installProviderPackages, installProviderKernel] + everyProvider

/// The end of the role `providers`, which is the same for all.
private let everyProvider: [Step<Image>] = [
  chooseDatasources,
  chooseLocale,
  orderCloudInitAfterContainerd,
  logCloudInit,
  tolerateBadUserData,
  configureNetworkWithoutCloud,
]
