import Engine
import ImageTree

/// What a provider needs that others do not: the role `providers`.
let provider: [Step<Image>] = [
  installProviderPackages,
  chooseDatasources,
  chooseLocale,
  orderCloudInitAfterContainerd,
  logCloudInit,
  failOnBadUserData,
]
