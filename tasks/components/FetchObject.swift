import Digests
import Engine
import ImageSupply
import ImageTree
import SystemPackage
import TaskGraph
import Variables

/// COMP-4: an object of a storage that speaks S3, at a place of the user's choice.
let installObject = Step<Image>(
  "install an object of an S3 storage", when: .isSet(.loadAdditionalComponents).and(.isSet(.additionalS3)),
  reads: [.additionalS3Destination, .additionalS3Object],
  supplies: { [try storedObject($0)] }
) { image in
  let place = try image.values.string(.additionalS3Destination)
  let name = try image.values.string(.additionalS3Object).split(separator: "/").last ?? "object"
  try await image.copy(image.supply("s3-object"), to: place.hasSuffix("/") ? "\(place)\(name)" : place)
}

/// Who may read the object: in no key.
private let loginReads: [VariableName] = [.additionalS3Access, .additionalS3Secret]

private func storedObject(_ circumstances: Circumstances) throws -> Supply {
  let values = circumstances.declared(
    [
      .additionalS3Endpoint, .additionalS3Region, .additionalS3Ceph, .additionalS3Bucket, .additionalS3Object,
      .additionalS3Destination, .additionalS3Checksum,
    ] + loginReads + networkReads, by: "the object of an S3 storage")
  let object = try object(values)
  let region = try values.string(.additionalS3Region)
  let checksum = try values.string(.additionalS3Checksum)
  return Supply(
    "s3-object", fields: [KeyField(.parameter, "url", object.url), KeyField(.parameter, "checksum", checksum)],
    reads: networkReads + loginReads
  ) { context in
    let place = context.packagePool.appending("downloads").appending(context.key.hash.hex)
    context.reporter.step("download \(object.url)")
    let access = try values.secret(.additionalS3Access)
    let secret = try values.secret(.additionalS3Secret)
    let login = access.isEmpty ? nil : StorageLogin(name: access.reveal(), secret: secret.reveal(), region: region)
    let digest = try await fetchObject(
      object, login: login, sha256: checksum.isEmpty ? context.pin(of: object.url) : checksum,
      proxies: proxyEnvironment(values), authorities: trustedAuthorities(values, pool: context.packagePool), to: place
    ) { done, total in
      context.reporter.progress(done, of: total, unit: "bytes")
    }
    try context.keepPin(digest, of: object.url)
    try context.keep(place, as: "object")
    return .artifacts(facts: ["url": object.url, "sha256": digest])
  }
}

/// Where the object is; throws `Failure` for what cannot be meant.
private func object(_ values: DeclaredValues) throws -> StoredObject {
  let endpoint = try values.string(.additionalS3Endpoint)
  if try values.boolean(.additionalS3Ceph), endpoint.isEmpty {
    throw Failure(
      "additional_s3_ceph is set, and additional_s3_endpoint is not", hint: "write where Ceph's gateway answers")
  }
  for name in [VariableName.additionalS3Bucket, .additionalS3Object] where try values.string(name).isEmpty {
    throw Failure("additional_s3 is set, and \(name) is not", hint: "write the bucket and the object's name in it")
  }
  guard try values.string(.additionalS3Destination).hasPrefix("/") else {
    throw Failure(
      "additional_s3_destination_path is no absolute path",
      hint: "write the file, or with a slash at its end the directory, that the object goes to: /opt/data/")
  }
  let storage = try endpoint.isEmpty ? "https://s3.\(values.string(.additionalS3Region)).amazonaws.com" : endpoint
  guard
    let object = StoredObject(
      storage: storage, bucket: try values.string(.additionalS3Bucket), name: try values.string(.additionalS3Object))
  else { throw Failure("additional_s3_endpoint is no address", hint: "write one such as https://s3.example.com") }
  return object
}
