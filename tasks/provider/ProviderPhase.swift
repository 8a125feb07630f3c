import Engine
import ImageTree

/// What machines of DigitalOcean need, for which the established project does nothing of its own.
let digitalocean = provider(without: hyperV)

/// What machines of Power Virtual Server need, for which the established project does nothing of its own.
let powervs = provider(without: hyperV)

/// What machines of Scaleway need.
let scaleway = provider(without: hyperV)

/// What machines of Vultr need, for which the established project does nothing of its own.
let vultr = provider(without: hyperV)

/// What machines of Outscale need: nothing but cloud-init, which every image has.
let outscale = provider(without: hyperV)

/// What machines of Oracle's cloud need. The lines that the established project takes out of the firewall come with
/// Oracle's own images alone.
let oci = provider(without: hyperV)

/// What machines of metal need.
let raw = provider(without: hyperV)

/// The steps of the phase for a provider with these of its own: the role `providers`.
func provider(_ own: [Step<Image>] = [], without unwanted: [Step<Image>] = []) -> [Step<Image>] {
  [installProviderPackages, installProviderKernel] + own + unwanted + [
    chooseDatasources,
    chooseLocale,
    enableCloudInit,
    orderCloudInitAfterContainerd,
    logCloudInit,
    tolerateBadUserData,
    configureNetworkWithoutCloud,
  ]
}

/// What keeps an image that no machine of Hyper-V starts from looking for one.
let hyperV = [turnOffHyperVDaemons]
