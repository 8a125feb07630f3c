import Engine
import ImageTree

/// IMM-5: nothing writes to the loader's part of a read-only root: these units of newer systems would, and fail.
let leaveLoaderAlone = Step<Image>(
  "leave the boot loader's record alone", when: .variable(.immutableReadOnlyRoot, is: "true")
) { image in
  try await image.maskService("grub-common.service", "grub-initrd-fallback.service")
}
