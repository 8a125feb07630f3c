import Shell
import Storage
public import SystemPackage

/// Makes a file system for cloud-init's datasource NoCloud: who a machine is, and what its user wants of it.
///
/// - Parameters:
///   - userData: the user data, as they are.
///   - keys: the public SSH keys that open the machine.
///   - name: the machine's name.
///   - directory: where the parts go.
///   - seed: the file that is made.
///
/// Throws `CommandError` and `StorageError`.
public func makeSeed(
  userData: [UInt8], keys: [String], name: String, in directory: FilePath, at seed: FilePath
) async throws {
  try writeAtomically(userData, to: directory.appending("user-data"), mode: 0o600)
  try writeAtomically(metaData(keys: keys, name: name), to: directory.appending("meta-data"))
  let environment = Command.inherited
  // In KiB.
  let size = 1024 + userData.count / 1024
  _ = try await run(
    Command(["mkfs.vfat", "-C", "-n", "CIDATA", seed.string, String(size)], environment: environment))
  let parts = ["user-data", "meta-data"].map { directory.appending($0).string }
  _ = try await run(Command(["mcopy", "-i", seed.string] + parts + ["::"], environment: environment))
}

/// What a machine is called and whom it lets in. A name with this process in it: cloud-init does its work once a name.
func metaData(keys: [String], name: String) -> String {
  let list = keys.map { "  - \"\($0.filter { $0 != "\"" && $0 != "\\" })\"\n" }.joined()
  return """
    instance-id: image-builder-boot-\(UInt32.random(in: .min ... .max))
    local-hostname: \(name)
    public-keys:
    \(list)
    """
}
