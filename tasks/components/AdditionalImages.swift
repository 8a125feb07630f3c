import Engine
import ImageSupply
import ImageTree
import Variables

/// COMP-2: more images of containers, pulled from their registries.
let pullAdditionalImages = Step<Image>(
  "pull additional images",
  when: .isSet(.loadAdditionalComponents).and(.isSet(.additionalRegistryImages)),
  reads: [.additionalRegistryImagesList] + registryReads,
  supplies: { circumstances in
    let values = circumstances.declared([.additionalRegistryImagesList], by: "the additional images")
    let names = try values.list(.additionalRegistryImagesList)
    guard !names.isEmpty else {
      throw Failure(
        "additional_registry_images is true, and additional_registry_images_list names none",
        hint: "name images, or set additional_registry_images to false")
    }
    // A name that is none is known now.
    for name in names { _ = try ImageReference(name) }
    return []
  }
) { image in
  try await pullImages(image.values.list(.additionalRegistryImagesList), image)
}

/// COMP-3: more images of containers, out of archives from the network.
let importAdditionalImages = Step<Image>(
  "import additional images",
  when: .isSet(.loadAdditionalComponents).and(.isSet(.additionalURLImages)),
  reads: [.additionalURLImagesList, .kubernetesUnpackImages],
  supplies: { circumstances in
    let values = circumstances.declared([.additionalURLImagesList], by: "the additional images")
    let urls = try values.list(.additionalURLImagesList)
    guard !urls.isEmpty else {
      throw Failure(
        "additional_url_images is true, and additional_url_images_list names none",
        hint: "name archives, or set additional_url_images to false")
    }
    return urls.enumerated().map { number, url in
      download("image-archive-\(number + 1)", from: url, checksum: .pinned, circumstances)
    }
  }
) { image in
  let names = try image.values.list(.additionalURLImagesList).indices.map { "image-archive-\($0 + 1)" }
  let files = try Dictionary(names.map { ($0, try image.supply($0)) }) { first, _ in first }
  try await image.importImages(files, unpacked: image.values.boolean(.kubernetesUnpackImages))
}
