import Engine
import ImageTree

/// IMM-2, IMM-5: cloud-init grows no root that is read-only, or that something lies behind.
let keepFileSystemsFromCloudInit = Step<Image>(
  "keep cloud-init from growing the root", reads: ImmutableSystem.variables
) { image in
  guard try !ImmutableSystem(image.values).doesRootGrow else { return }
  try await image.write(
    """
    # The root keeps its size.
    growpart:
      mode: "off"
    resize_rootfs: false

    """, to: "/etc/cloud/cloud.cfg.d/95-image-builder-immutable.cfg")
}
