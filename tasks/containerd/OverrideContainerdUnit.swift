import Engine
import ImageTree
import Variables

/// CTD-11: the runtime is the last thing that the kernel kills, and may have as many tasks as its pods need.
let overrideContainerdUnit = Step<Image>(
  "override containerd's unit", reads: [.containerdEnableLimitNoFile]
) { image in
  let folder = "/etc/systemd/system/containerd.service.d"
  try await image.write("[Service]\nOOMScoreAdjust=-999\n", to: "\(folder)/memory-pressure.conf")
  try await image.write("[Service]\nTasksMax=infinity\n", to: "\(folder)/max-tasks.conf")
  if try image.values.boolean(.containerdEnableLimitNoFile) {
    try await image.write("[Service]\nLimitNOFILE=1048576\n", to: "\(folder)/limit-nofile.conf")
  }
}
