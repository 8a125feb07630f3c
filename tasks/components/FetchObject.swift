import Engine
import ImageTree
import TaskGraph
import Variables

/// COMP-4: an object of a storage that speaks S3, at a place of the user's choice.
let installObject = Step<Image>(
  "install an object of an S3 storage", when: .isSet(.loadAdditionalComponents).and(.isSet(.additionalS3)),
  reads: [.additionalS3Destination, .additionalS3Object],
  supplies: { [try additionalObject($0)] }
) { image in
  let place = try image.values.string(.additionalS3Destination)
  let name = try image.values.string(.additionalS3Object).split(separator: "/").last ?? "object"
  try await image.copy(image.supply("s3-object"), to: place.hasSuffix("/") ? "\(place)\(name)" : place)
}

private func additionalObject(_ circumstances: Circumstances) throws -> Supply {
  let values = circumstances.declared(
    additionalStorageReads + [
      .additionalS3Bucket, .additionalS3Object, .additionalS3Destination, .additionalS3Checksum,
    ], by: "the object of an S3 storage")
  for name in [VariableName.additionalS3Bucket, .additionalS3Object] where try values.string(name).isEmpty {
    throw Failure("additional_s3 is set, and \(name) is not", hint: "write the bucket and the object's name in it")
  }
  guard try values.string(.additionalS3Destination).hasPrefix("/") else {
    throw Failure(
      "additional_s3_destination_path is no absolute path",
      hint: "write the file, or with a slash at its end the directory, that the object goes to: /opt/data/")
  }
  return try additionalObject(
    "s3-object", bucket: values.string(.additionalS3Bucket), object: values.string(.additionalS3Object),
    checksum: values.string(.additionalS3Checksum), values)
}

/// What `additionalObject` reads: where the storage answers, and who may read there.
let additionalStorageReads: [VariableName] =
  [.additionalS3Endpoint, .additionalS3Region, .additionalS3Ceph, .additionalS3Access, .additionalS3Secret]
  + networkReads

/// An object of the storage that the variables `additional_s3_*` name; throws `Failure` for what cannot be meant.
///
/// - Parameter checksum: its SHA-256 in hexadecimal; empty remembers what came first.
func additionalObject(
  _ name: String, bucket: String, object: String, checksum: String, _ values: DeclaredValues
) throws -> Supply {
  let endpoint = try values.string(.additionalS3Endpoint)
  if try values.boolean(.additionalS3Ceph), endpoint.isEmpty {
    throw Failure(
      "additional_s3_ceph is set, and additional_s3_endpoint is not", hint: "write where Ceph's gateway answers")
  }
  let region = try values.string(.additionalS3Region)
  return try storedObject(
    name, at: endpoint.isEmpty ? "https://s3.\(region).amazonaws.com" : endpoint, bucket: bucket, object: object,
    checksum: checksum,
    login: ObjectLogin(
      reads: [.additionalS3Access, .additionalS3Secret], name: values.secret(.additionalS3Access),
      secret: values.secret(.additionalS3Secret), region: region),
    endpoint: .additionalS3Endpoint, values)
}
