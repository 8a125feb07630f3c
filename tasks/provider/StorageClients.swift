import Engine
import ImageTree

/// PROV-NUTANIX-5, PROV-HCLOUD-4: volumes come by iSCSI, whose daemon must be there before a driver asks for it.
let startISCSIDaemon = Step<Image>("start iSCSI's daemon at boot") { image in
  try await image.enableService("iscsid.service")
}
