import Engine
import ImageTree

/// The distribution's minimal system with a kernel, from its package repositories.
let base: [Step<Image>] = [
  bootstrapDebian,
  makeInitramfs,
]

/// What the base is made with.
let baseTools = [bootstrapTool]
