import Engine
import ImageTree

/// The distribution's minimal system with a kernel, from its package repositories.
let base: [Step<Image>] = [
  bootstrapDebian,
  makeInitramfs,
]

/// The programs of the builder that shape the base.
let baseTools = ["mmdebstrap"]
