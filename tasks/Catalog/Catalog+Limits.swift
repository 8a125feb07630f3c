public import TaskGraph

extension Catalog {
  /// What a provider takes in the end, for those whose package is not that yet.
  private static let ownFormats: [String: String] = [
    "ami": "a registered AMI",
    "azure": "a fixed VHD in a gallery",
    "digitalocean": "an imported image",
    "gce": "a tar archive in a bucket",
    "hcloud": "a snapshot",
    "huaweicloud": "an imported image",
    "maas": "a boot resource",
    "nutanix": "an image of Prism",
    "oci": "an imported image",
    "openstack": "an image of Glance",
    "outscale": "a registered OMI",
    "ova": "an OVA",
    "powervs": "an OVA in a bucket",
    "proxmox": "a template",
    "scaleway": "an imported image",
    "vultr": "a snapshot",
  ]

  /// What must be known of a target's image before it is relied on; nothing for most of what can be booted at once.
  public static func limits(of target: Target) -> [String] {
    var limits: [String] = []
    if target.provider == "powervs" {
      limits.append(
        "powervs: its machines have Power processors (ppc64le); this image is for amd64 and serves none of them yet")
    }
    if let format = ownFormats[target.provider] {
      limits.append(
        "\(target.provider): the image is left as qcow2 or raw in the output folder; making \(format) of it is not there yet"
      )
    }
    return limits
  }
}
