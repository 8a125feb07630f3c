import Engine
import ImageTree

/// The distribution's minimal system with a kernel, from its package repositories.
let base: [Step<Image>] = [
  bootstrapSystem,
  writePackageSources,
  forgetISCSIName,
  makeInitramfs,
]

/// What the base is made with.
let baseTools = [bootstrapTool]

/// The keys of an archive that this machine's own package manager does not trust.
let baseFiles = [NamedFile(.archiveKeyring, package: "ubuntu-archive-keyring")]
