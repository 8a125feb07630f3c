import Engine
import ImageTree

/// NFS brings a service that answers the whole network; it is started by the mounts that need it, and not at boot.
let quietNFS = Step<Image>("have NFS's services start when they are needed") { image in
  for unit in ["rpcbind.service", "rpcbind.socket"] {
    guard try await image.exists("/lib/systemd/system/\(unit)") else { continue }
    try await image.disableService(unit)
  }
}
