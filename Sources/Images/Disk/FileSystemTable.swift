import ImageSandbox

/// `/etc/fstab`.
struct FileSystemTable {
  /// The disk's names.
  let identity: DiskIdentity
  /// What is mounted.
  let mounts: Mounts
  /// What the image says of the directories that are in memory.
  var memory: [String: FileFacts] = [:]

  /// All of it.
  var text: String {
    let lines = [root, loader] + (mounts.data.map(lines(of:)) ?? []) + mounts.memoryPaths.map(inMemory)
    return lines.map { "\($0)\n" }.joined()
  }

  private var root: String {
    let options = [mounts.isRootReadOnly ? "ro" : "defaults"] + mounts.rootOptions
    return "UUID=\(identity.root) / ext4 \(options.joined(separator: ",")) 0 1"
  }

  private var loader: String {
    "UUID=\(identity.efiVolumeName) /boot/efi vfat \(mounts.isRootReadOnly ? "ro," : "")umask=0077 0 2"
  }

  private func lines(of data: DataPartition) -> [String] {
    let options = data.options.isEmpty ? "defaults" : data.options.joined(separator: ",")
    let partition = "LABEL=\(data.label) \(data.mountPoint) ext4 \(options) 0 \(data.isMountedEarly ? 0 : 2)"
    return [partition]
      + data.paths.map { path in
        "\(data.source(of: path)) \(path) none bind,x-systemd.requires-mounts-for=\(data.mountPoint) 0 0"
      }
  }

  private func inMemory(_ path: String) -> String {
    let facts = memory[path] ?? FileFacts(kind: .directory, mode: 0o755)
    let owner = facts.owner == 0 && facts.group == 0 ? "" : ",uid=\(facts.owner),gid=\(facts.group)"
    return "tmpfs \(path) tmpfs nosuid,nodev,mode=\(String(facts.mode, radix: 8))\(owner) 0 0"
  }
}
