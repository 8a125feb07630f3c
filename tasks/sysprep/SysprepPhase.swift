import Engine
import ImageTree

/// Seals the image: nothing of its making, and nothing that makes a machine itself, stays in it: the role `sysprep`.
let sysprep: [Step<Image>] = [
  refuseWrongDisk,
  removeUnneededPackages,
  makeMountPoints,
  mountConfigurationEarly,
  growDataPartition,
  keepFileSystemsFromCloudInit,
  leaveLoaderAlone,
  waitForWritablePlaces,
  makeInitramfs,
  makeHostKeysAtFirstBoot,
  holdPackages,
  removeExtraRepositories,
  reenablePublicRepositories,
  removeIdentity,
  removeNetworkConfiguration,
  configureNetworkOfKubeVirt,
  removeCredentials,
  removeLeftovers,
  nameBuild,
]
