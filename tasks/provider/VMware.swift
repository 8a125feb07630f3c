import Engine
import ImageTree

/// What machines of vSphere need; VMware's tools are among its packages.
let ova = provider([hideContainerNetworks, keepHostname, useTimeServersOfDHCP], without: hyperV)

/// PROV-VMWARE-6: VMware's tools tell addresses of the machine, not those of containers' network cards.
let hideContainerNetworks = Step<Image>("hide containers' network cards from VMware's tools") { image in
  try await image.write(
    """
    [guestinfo]
    primary-nics=en*,eth*
    exclude-nics=antrea-*,cali*,cbr*,cilium*,cni*,docker*,flannel*,genev_sys_*,gre*,lxc*,nodelocaldns,ovs-system,tun*,veth*,vxlan*,weave*

    """, to: "/etc/vmware-tools/tools.conf")
}

/// PROV-VMWARE-7: after its first run cloud-init leaves the host name alone, whatever a later start is told.
let keepHostname = Step<Image>("keep the host name after the first start") { image in
  try await image.write(
    """
    [Unit]
    Description=Have cloud-init keep the host name from now on
    After=cloud-final.service
    ConditionPathExists=!/etc/cloud/cloud.cfg.d/99_hostname.cfg
    ConditionPathExists=/run/cloud-init/result.json

    [Service]
    Type=oneshot
    ExecStart=/bin/sh -c 'echo "preserve_hostname: true" >/etc/cloud/cloud.cfg.d/99_hostname.cfg'

    [Install]
    WantedBy=cloud-init.target

    """, to: "/etc/systemd/system/keep-hostname.service")
  try await image.enableService("keep-hostname.service")
}
