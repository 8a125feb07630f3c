import Engine
import ImageTree

/// SYS-D7: no package stays that only something needed that is gone, such as a kernel that the provider's took the place of.
let removeUnneededPackages = Step<Image>("remove packages that nothing needs") { image in
  try await image.removeUnneededPackages()
}
