import Engine
import ImageTree

/// PROV-AWS-5, PROV-VMWARE-2, PROV-GCE-2, PROV-OPENSTACK-2, PROV-PROXMOX-2, PROV-QEMU-2, PROV-RAW-2, PROV-NUTANIX-6,
/// PROV-HCLOUD-5, PROV-SCALEWAY-1: the daemons that Hyper-V's machines need, where a package brought them all the same.
let turnOffHyperVDaemons = Step<Image>("turn off the daemons of Hyper-V") { image in
  for name in ["hv-fcopy-daemon", "hv-kvp-daemon", "hv-vss-daemon"] {
    guard try await image.exists("/lib/systemd/system/\(name).service") else { continue }
    try await image.disableService("\(name).service")
  }
}
