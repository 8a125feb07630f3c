import Engine
import ImageTree

/// The optional roles of the established project by their names, for whoever names one where roles are named and has none of
/// that name: `custom_role_names: security`.
let optionalRoles: [String: [Step<Image>]] = [
  "gpu": [blockNouveau, installNVIDIADriver, installAMDDriver],
  "multipathd": [configureMultipath],
  "security": [installFalco, installTrivy],
]
