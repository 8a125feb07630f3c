/// What machines of Proxmox need; QEMU's agent is among its packages.
let proxmox = provider([useTimeServersOfDHCP], without: hyperV)
