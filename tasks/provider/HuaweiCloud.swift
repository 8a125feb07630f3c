import Engine
import ImageTree

/// What machines of Huawei Cloud need.
let huaweicloud = provider([useAPublicResolver], without: hyperV)

/// PROV-HUAWEI-2: names are found also where the network's DHCP names no server.
let useAPublicResolver = Step<Image>("use a public resolver of names") { image in
  try await image.write("[Resolve]\nDNS=8.8.8.8\n", to: "/etc/systemd/resolved.conf.d/default.conf")
}
