/// What machines of Hetzner's cloud need; what its storage driver expects is among its packages.
let hcloud = provider([startISCSIDaemon], without: hyperV)
