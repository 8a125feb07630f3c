import Digests
import Engine
import ImageSupply
import SystemPackage
import TaskGraph
import Variables

/// Who may read an object of a storage, which is in no key.
struct ObjectLogin {
  /// The variables that say so.
  let reads: [VariableName]
  /// The name of a key; empty asks without one.
  let name: SecretValue
  /// Its secret.
  let secret: SecretValue
  /// The storage's region, for which a request is signed.
  let region: String
}

/// An object of a storage that speaks S3, which is in the key by its address and checksum, and in its taker's key by its
/// content; throws `Failure` where `endpoint` is no address.
///
/// - Parameters:
///   - storage: the address of the storage.
///   - checksum: the SHA-256 in hexadecimal; empty remembers what came first.
///   - endpoint: the variable of the storage's address.
///   - values: what declares the variables of the login and of the network.
func storedObject(
  _ name: String, at storage: String, bucket: String, object: String, checksum: String, login: ObjectLogin,
  endpoint: VariableName, _ values: DeclaredValues
) throws -> Supply {
  guard let object = StoredObject(storage: storage, bucket: bucket, name: object) else {
    throw Failure("\(endpoint) is no address", hint: "write one such as https://s3.example.com")
  }
  return Supply(
    name, fields: [KeyField(.parameter, "url", object.url), KeyField(.parameter, "checksum", checksum)],
    reads: networkReads + login.reads
  ) { context in
    let place = context.packagePool.appending("downloads").appending(context.key.hash.hex)
    context.reporter.step("download \(object.url)")
    let key =
      login.name.isEmpty
      ? nil : StorageLogin(name: login.name.reveal(), secret: login.secret.reveal(), region: login.region)
    let digest = try await fetchObject(
      object, login: key, sha256: checksum.isEmpty ? context.pin(of: object.url) : checksum,
      proxies: proxyEnvironment(values), authorities: trustedAuthorities(values, pool: context.packagePool), to: place
    ) { done, total in
      context.reporter.progress(done, of: total, unit: "bytes")
    }
    try context.keepPin(digest, of: object.url)
    try context.keep(place, as: "object")
    return .artifacts(facts: ["url": object.url, "sha256": digest])
  }
}
