import Engine
import ImageTree

/// What the user's files add: files and folders, then scripts; roles and hooks are attached by `attachedSteps`.
let custom: [Step<Image>] = [
  copyCustomFiles,
  runCustomScripts,
]
