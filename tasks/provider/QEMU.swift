import Engine
import ImageTree
import Variables

/// What machines of QEMU need, and those of CloudStack, whose images are the same with another datasource.
let qemu = provider([useTimeServersOfDHCP, restrictToCloudStack], without: hyperV)

/// PROV-CLOUDSTACK-1: CloudStack answers late, and is the only one to be asked.
let restrictToCloudStack = Step<Image>(
  "have cloud-init ask CloudStack alone", when: .variable(.provider, is: "cloudstack")
) {
  image in
  try await image.write(
    """
    datasource_list: [CloudStack]
    datasource:
      CloudStack:
        max_wait: 120
        timeout: 50

    """, to: "/etc/cloud/cloud.cfg.d/95_cloudstack.cfg")
}
