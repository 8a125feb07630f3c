import Engine
import ImageTree
import TaskGraph

/// A Linux image, from nothing to the file that a provider takes.
func linuxPipeline(for provider: [Step<Image>]) -> [PhaseDefinition] {
  [
    .layer("base", base, tools: baseTools, namedFiles: baseFiles),
    .layer("setup", setup),
    .layer("node", node),
    .layer("containerd", containerd),
    .layer("kubernetes", kubernetes),
    .layer("components", components),
    .layer("provider", provider),
    .layer("custom", custom),
    .layer("sysprep", sysprep),
    .check(asking: { try $0.once("checks", askChecks).sealed }),
    .disk,
    .boot(asking: { try $0.once("checks", askChecks).booted }),
    .package,
  ]
}

/// What must have passed before an image counts as proven.
let linuxGates: [PhaseName] = ["check", "boot"]
