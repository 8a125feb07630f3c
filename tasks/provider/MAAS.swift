import Engine
import ImageTree

/// What machines that MAAS deploys need: those of metal, and a sign for its installer.
let maas = provider([useTimeServersOfDHCP, makeCurtinFolder], without: hyperV)

/// PROV-MAAS-2: by this folder MAAS' installer knows an image that brings its own kernel and boot loader.
let makeCurtinFolder = Step<Image>("make the folder of MAAS' installer") { image in
  try await image.makeDirectory("/curtin")
}
