import Engine
import ImageTree

/// PROV-VMWARE-4, PROV-OPENSTACK-4, PROV-PROXMOX-3, PROV-QEMU-3: chrony uses the time servers that DHCP names.
///
/// A path unit sees leases of systemd-networkd come and go, so that nothing has to run for it: it stands for the scripts of
/// networkd-dispatcher. It starts before every service, chrony too: what it starts waits for that.
let useTimeServersOfDHCP = Step<Image>("use the time servers that DHCP names") { image in
  try await image.write(
    """
    #!/bin/sh
    # Tells chrony the time servers of all leases.
    set -eu
    mkdir -p /run/chrony-dhcp
    cat /run/systemd/netif/leases/* 2>/dev/null | sed -n 's/^NTP=//p' | tr ' ' '\\n' | sed '/^$/d' | sort -u >/run/chrony-dhcp/servers
    sed 's/.*/server & iburst/' /run/chrony-dhcp/servers >/run/chrony-dhcp/leases.sources
    # Before chrony 4 there is no folder of sources.
    chronyc reload sources || while read -r server; do chronyc add server "$server" iburst || true; done </run/chrony-dhcp/servers

    """, to: "/usr/local/sbin/chrony-dhcp", mode: 0o755)
  try await image.write(
    """
    [Unit]
    Description=Tell chrony the time servers that DHCP names
    After=chrony.service
    Wants=chrony.service

    [Service]
    Type=oneshot
    ExecStart=/usr/local/sbin/chrony-dhcp

    """, to: "/etc/systemd/system/chrony-dhcp.service")
  try await image.write(
    """
    [Unit]
    Description=See leases of DHCP come and go

    [Path]
    PathChanged=/run/systemd/netif/leases

    [Install]
    WantedBy=multi-user.target

    """, to: "/etc/systemd/system/chrony-dhcp.path")
  try await image.enableService("chrony-dhcp.path")
}
