import Engine
import ImageTree

/// What machines of Nutanix need.
let nutanix = provider([waitForNutanixDisks, tuneISCSI, startISCSIDaemon, loadVirtualServers], without: hyperV)

/// PROV-NUTANIX-3: a disk that moves to another host is silent for a while.
let waitForNutanixDisks = Step<Image>("wait longer for Nutanix' disks") { image in
  try await image.write(
    """
    ACTION=="add", SUBSYSTEMS=="scsi", ATTRS{vendor}=="NUTANIX ", ATTRS{model}=="VDISK", RUN+="/bin/sh -c 'echo 60 >/sys$DEVPATH/device/timeout'"

    """, to: "/usr/lib/udev/rules.d/99-nutanix.rules")
}

/// PROV-NUTANIX-4: what Nutanix advises for volumes that many containers use at once.
let tuneISCSI = Step<Image>("tune iSCSI for Nutanix' volumes") { image in
  let settings = [
    ("node.session.timeo.replacement_timeout", "120"),
    ("node.conn[0].timeo.noop_out_interval", "5"),
    ("node.conn[0].timeo.noop_out_timeout", "10"),
    ("node.session.cmds_max", "2048"),
    ("node.session.queue_depth", "1024"),
    ("node.session.iscsi.ImmediateData", "Yes"),
    ("node.session.iscsi.FirstBurstLength", "1048576"),
    ("node.session.iscsi.MaxBurstLength", "16776192"),
    ("node.conn[0].iscsi.MaxRecvDataSegmentLength", "1048576"),
  ]
  let file = "/etc/iscsi/iscsid.conf"
  let kept = try await image.read(file).split(separator: "\n", omittingEmptySubsequences: false).filter { line in
    !settings.contains { line.split(separator: " ").first.map(String.init) == $0.0 }
  }
  let added = settings.map { "\($0.0) = \($0.1)\n" }.joined()
  try await image.write(kept.joined(separator: "\n") + added, to: file, mode: 0o600)
}

/// PROV-NUTANIX-7: kube-proxy may use virtual servers.
let loadVirtualServers = Step<Image>("load the module of virtual servers at boot") { image in
  try await image.append("ip_vs\n", to: "/etc/modules-load.d/kubernetes.conf")
}
