import Engine
import ImageTree

/// An image that is started by hand, without any data for cloud-init, gets its addresses by DHCP. cloud-init writes what
/// configures the network, and is turned off before it starts where it would find nothing.
///
/// It is as early as what it stands for: cloud-init's first stage too comes before the network, which comes before the
/// system's basic parts are there.
let configureNetworkWithoutCloud = Step<Image>("configure the network where no cloud speaks") { image in
  try await image.write(
    """
    # Network cards; not the bridges and pairs of containers, whose names begin otherwise.
    [Match]
    Type=ether
    Name=en* eth*

    [Network]
    DHCP=yes

    """, to: "/usr/share/image-builder/ethernet.network")
  try await image.write(
    """
    [Unit]
    Description=Configure the network by DHCP, as no cloud does
    DefaultDependencies=no
    ConditionPathExists=!/run/cloud-init/enabled
    ConditionDirectoryNotEmpty=!/etc/netplan
    ConditionDirectoryNotEmpty=!/etc/systemd/network
    Wants=network-pre.target
    After=local-fs.target
    Before=network-pre.target systemd-networkd.service shutdown.target
    Conflicts=shutdown.target

    [Service]
    Type=oneshot
    ExecStart=/usr/bin/install -D --mode=0644 /usr/share/image-builder/ethernet.network /run/systemd/network/80-ethernet.network
    ExecStart=/usr/bin/systemctl start --no-block systemd-networkd.service

    [Install]
    WantedBy=multi-user.target

    """, to: "/etc/systemd/system/network-without-cloud.service")
  try await image.enableService("network-without-cloud.service")
}
