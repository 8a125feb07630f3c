import Engine
import ImageTree

/// NODE-D1, SYS-D1: nothing upgrades packages behind the back of whoever runs the cluster.
let maskPackageTimers = Step<Image>("mask the timers that upgrade packages") { image in
  for unit in [
    "apt-daily.timer", "apt-daily.service", "apt-daily-upgrade.timer", "apt-daily-upgrade.service",
    "unattended-upgrades.service",
  ] {
    try await image.maskService(unit)
  }
}
