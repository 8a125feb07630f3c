/// What machines of Hetzner's cloud need; what its storage driver expects every image has.
let hcloud = provider([startISCSIDaemon], without: hyperV)
