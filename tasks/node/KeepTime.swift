import Engine
import ImageTree

/// PROV-6: the clock is kept by chrony, for every provider: certificates and etcd need the time everywhere.
let keepTime = Step<Image>("keep the time") { image in
  try await image.enableService("chrony.service")
}
