import Engine
import Testing

@testable import Tasks

/// What the root's file system may be.
@Suite struct RootFileSystemTests {
  @Test(arguments: [
    (["root_filesystem_label="], "is no label of ext4"),
    (["root_filesystem_label=a root"], "is no label of ext4"),
    (
      ["root_filesystem_label=DATA", "immutable_data_partition=true", "immutable_data_partition_label=DATA"],
      "both `DATA`"
    ),
    (["root_mount_options=noatime,ro"], "root_mount_options has `ro`"),
    (["root_mount_options=a b"], "cannot stand in /etc/fstab"),
    (["filesystem_bytes_per_inode=1K"], "is 1024 bytes"),
    (["filesystem_bytes_per_inode=1G"], "is 1073741824 bytes"),
    (["filesystem_reserved_percent=51"], "is 51"),
    (["filesystem_reserved_percent=-1"], "is -1"),
  ])
  func `what ext4 cannot be is told before anything is built`(assignments: [String], words: String) throws {
    var setting = Setting("")
    setting.assignments = assignments
    let failure = #expect(throws: Failure.self) { try setting.assembly(of: qemuDebian12) }
    #expect(failure?.message.contains(words) == true, "\(failure?.message ?? "")")
    #expect(failure?.hint != nil)
  }
}
