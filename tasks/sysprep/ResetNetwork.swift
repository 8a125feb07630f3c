import Engine
import ImageTree
import Variables

/// SYS-12: no network is configured but by cloud-init, or by files that the user wants to keep.
let removeNetworkConfiguration = Step<Image>(
  "remove the network's configuration", reads: [.netplanRemovalExcludes]
) { image in
  let kept = Set(try image.values.list(.netplanRemovalExcludes))
  for folder in ["/etc/netplan", "/usr/lib/netplan"] {
    for path in try await image.match("\(folder)/*.yaml") where !kept.contains(String(path.dropFirst(folder.count + 1)))
    {
      try await image.remove(path)
    }
  }
}

/// SYS-13: machines of KubeVirt get their addresses by DHCP, whatever cloud-init is told.
let configureNetworkOfKubeVirt = Step<Image>(
  "get addresses by DHCP in KubeVirt", when: .variable(.kubevirt, is: "true")
) { image in
  try await image.write(
    """
    network:
      version: 2
      ethernets:
        kubevirt:
          match:
            name: enp*s*
          dhcp4: true

    """, to: "/etc/netplan/90-kubevirt.yaml", mode: 0o600)
}
