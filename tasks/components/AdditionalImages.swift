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

/// COMP-3: more images of containers, out of archives from the network, or from a storage that speaks S3.
let importAdditionalImages = Step<Image>(
  "import additional images",
  when: .isSet(.loadAdditionalComponents).and(.isSet(.additionalURLImages)),
  reads: [.additionalURLImagesList, .kubernetesUnpackImages],
  supplies: { circumstances in
    let values = circumstances.declared(
      additionalStorageReads + [.additionalURLImagesList], by: "the additional images")
    let urls = try values.list(.additionalURLImagesList)
    guard !urls.isEmpty else {
      throw Failure(
        "additional_url_images is true, and additional_url_images_list names none",
        hint: "name archives, or set additional_url_images to false")
    }
    return try urls.enumerated().map { number, url in
      let name = "image-archive-\(number + 1)"
      guard url.hasPrefix("s3://") else { return download(name, from: url, checksum: .pinned, circumstances) }
      let parts = url.dropFirst("s3://".count).split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else {
        throw Failure(
          "additional_url_images_list names `\(url)`, which is no object",
          hint: "write the bucket and the object's name: s3://images/agent.tar")
      }
      return try additionalObject(name, bucket: String(parts[0]), object: String(parts[1]), checksum: "", values)
    }
  }
) { image in
  let names = try image.values.list(.additionalURLImagesList).indices.map { "image-archive-\($0 + 1)" }
  let files = try Dictionary(names.map { ($0, try image.supply($0)) }) { first, _ in first }
  try await image.importImages(files, unpacked: image.values.boolean(.kubernetesUnpackImages))
}
