import Shell
import Storage
import SystemPackage

/// A disk with one ext4 partition that says that it is a system.
struct SmallDisk {
  let file: FilePath
  /// Where the file system begins.
  static let offset: Int64 = 1 << 20

  /// Makes the disk from a tree of which `change` may change something.
  init(_ name: String, in folder: FilePath, change: String = "true") async throws {
    file = folder.appending(name)
    let tree = folder.appending("\(name).tree")
    try makeDirectories(tree)
    try await shell(
      """
      mkdir -p etc/systemd/system/multi-user.target.wants boot/grub var/lib/dpkg usr/lib big
      printf 'PRETTY_NAME="A small system"\\nVERSION_ID="1"\\n' > usr/lib/os-release
      ln -s ../usr/lib/os-release etc/os-release
      printf 'Package: tool\\nStatus: install ok installed\\nVersion: 1.0-1\\nArchitecture: all\\n' > var/lib/dpkg/status
      printf 'menuentry x {\\n linux /boot/vmlinuz-6 root=UUID=1 quiet\\n}\\n' > boot/grub/grub.cfg
      : > boot/vmlinuz-6
      ln -s /usr/lib/systemd/system/kubelet.service etc/systemd/system/multi-user.target.wants/kubelet.service
      echo v1.2.3 > etc/kubernetes-version
      seq 1 200000 > big/numbers
      ln big/numbers big/twin
      for name in $(seq 1 300); do : > "big/file-with-a-long-name-$name"; done
      \(change)
      """, in: tree)
    try await shell(
      """
      truncate -s 24M \(file)
      printf 'label: gpt\\nstart=2048, size=40960, type=4F68BCE3-E8CD-4DB1-96E7-FBCAF984B709, name=root\\n' |
        sfdisk --quiet \(file)
      mkfs.ext4 -q -F -d \(tree) -E offset=\(Self.offset) \(file) 20M
      """, in: folder)
  }
}

/// Runs lines of the shell; throws `CommandError` where one fails.
func shell(_ lines: String, in folder: FilePath) async throws {
  let path = "\(Command.inherited["PATH"] ?? ""):/usr/sbin:/sbin"
  _ = try await run(Command(["sh", "-euc", lines], environment: ["PATH": path], directory: folder))
}
