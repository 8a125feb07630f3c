import Engine
import ImageTree

/// What is loaded beside Kubernetes: the role `load_additional_components`.
let components: [Step<Image>] = [
  installAdditionalExecutables,
  pullAdditionalImages,
  importAdditionalImages,
  installECRProvider,
  installObject,
]
