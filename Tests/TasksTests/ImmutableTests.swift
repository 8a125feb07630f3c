import Engine
import ImageSandbox
import RecordingImage
import TaskGraph
import Testing

@testable import Tasks

/// Systems that do not write everywhere.
@Suite struct ImmutableTests {
  private static let whole = [
    "immutable_data_partition=true", "immutable_read_only_root=true",
    "immutable_persistent_paths=/etc,/home,/var/lib,/var/log",
    "immutable_tmpfs_paths=/tmp,/var/tmp",
  ]

  private func setting(_ assignments: [String]) -> Setting {
    var setting = Setting("")
    setting.assignments = assignments
    return setting
  }

  @Test func `a whole set of variables is taken`() throws {
    #expect(throws: Never.self) { try setting(Self.whole).assembly(of: qemuDebian12) }
  }

  @Test(arguments: [
    (["immutable_persistent_paths=/etc"], "there is no data partition to keep them"),
    (["immutable_data_partition=true", "immutable_data_partition_label="], "is no label of ext4"),
    (["immutable_data_partition=true", "immutable_data_partition_label=seventeen-letters"], "is no label of ext4"),
    (["immutable_data_partition=true", "immutable_data_partition_label=MY DATA"], "is no label of ext4"),
    (["immutable_data_partition=true", "immutable_data_partition_mount_options=defaults,ro"], "has `ro`"),
    (["immutable_data_partition=true", "immutable_data_partition_mount=data"], "no plain absolute path"),
    (["immutable_data_partition=true", "immutable_data_partition_mount=/usr"], "over which nothing can be mounted"),
    (["immutable_data_partition=true", "immutable_root_partition_size=1000000000"], "not a multiple of 1 MiB"),
    (["immutable_data_partition=true", "disk_size=12G"], "leaves less than 1 GiB"),
    (["immutable_data_partition=true", "immutable_persistent_paths=/etc,/var/../home"], "no plain absolute path"),
    (["immutable_data_partition=true", "immutable_persistent_paths=/etc/"], "no plain absolute path"),
    (["immutable_data_partition=true", "immutable_persistent_paths=/my files"], "no plain absolute path"),
    (["immutable_data_partition=true", "immutable_persistent_paths=/run/x"], "over which nothing can be mounted"),
    (["immutable_data_partition=true", "immutable_persistent_paths=/var,/var/lib"], "lie in each other"),
    (["immutable_data_partition=true", "immutable_persistent_paths=/etc,/etc"], "lie in each other"),
    (["immutable_data_partition=true", "immutable_persistent_paths=/.capi-data/etc"], "lie in each other"),
    (
      ["immutable_data_partition=true", "immutable_persistent_paths=/var", "immutable_tmpfs_paths=/var/tmp"],
      "`/var/tmp` of immutable_tmpfs_paths and `/var` of immutable_persistent_paths lie in each other"
    ),
    (["immutable_tmpfs_paths=/etc"], "without which nothing starts"),
    (["immutable_read_only_root=true"], "nothing could be written to /etc"),
    (Self.whole + ["immutable_tmpfs_paths=/var/tmp"], "nothing could be written to /tmp"),
  ])
  func `what contradicts itself is told before anything is built`(assignments: [String], words: String) throws {
    let failure = #expect(throws: Failure.self) { try setting(assignments).assembly(of: qemuDebian12) }
    #expect(failure?.message.contains(words) == true, "\(failure?.message ?? "")")
    #expect(failure?.hint != nil)
  }

  @Test func `names that only begin alike lie not in each other`() throws {
    let assignments = ["immutable_data_partition=true", "immutable_persistent_paths=/var/lib,/var/library"]
    #expect(throws: Never.self) { try setting(assignments).assembly(of: qemuDebian12) }
  }

  @Test func `the variant has the established name, and shares everything before it is sealed`() throws {
    let immutable = try #require(Catalog.target(named: "qemu-ubuntu-2404-immutable"))
    #expect(immutable.variant == "immutable")
    let plain = try #require(Catalog.target(named: "qemu-ubuntu-2404"))
    let works = try Setting("").assembly(of: plain, immutable).graph.works.filter { $0.role == .phase }
    for name in ["base", "setup", "node", "containerd", "kubernetes", "provider"] {
      #expect(works.count { $0.name == name } == 1, "\(name)")
    }
    for name in ["sysprep", "check", "disk", "boot", "package"] {
      #expect(works.count { $0.name == name } == 2, "\(name)")
    }
  }

  @Test func `the initramfs mounts a persistent /etc with what its kernel understands`() async throws {
    let options = "immutable_data_partition_mount_options=defaults,noatime,x-systemd.device-timeout=30s"
    let circumstances = try setting(Self.whole + [options]).circumstances(of: qemuDebian12)
    let image = try await record(mountConfigurationEarly, in: circumstances).image
    let script = try #require(image.text("/etc/initramfs-tools/scripts/local-bottom/persistent-etc"))
    #expect(script.contains("local_device_setup LABEL=CAPI-DATA "))
    #expect(script.contains("mount -t ext4 -o rw,noatime \"$DEV\" "))
    #expect(image.entries["/etc/initramfs-tools/scripts/local-bottom/persistent-etc"]?.facts.mode == 0o755)

    let other =
      Self.whole.filter { !$0.contains("paths") && !$0.contains("root") } + ["immutable_persistent_paths=/home"]
    let none = try await record(mountConfigurationEarly, in: setting(other).circumstances(of: qemuDebian12)).image
    #expect(none.text("/etc/initramfs-tools/scripts/local-bottom/persistent-etc") == nil)
  }

  @Test func `services wait for every directory that is mounted`() async throws {
    let image = try await record(waitForWritablePlaces, in: setting(Self.whole).circumstances(of: qemuDebian12)).image
    for service in writingServices {
      #expect(
        image.text("/etc/systemd/system/\(service).service.d/10-writable-places.conf")
          == "[Unit]\nRequiresMountsFor=/.capi-data /etc /home /var/lib /var/log /tmp /var/tmp\n")
    }
  }

  @Test func `an ordinary system is left alone`() async throws {
    let circumstances = try Setting("").circumstances(of: qemuDebian12)
    for step in [makeMountPoints, keepFileSystemsFromCloudInit, waitForWritablePlaces] {
      let image = try await record(step, in: circumstances).image
      for part in ["capi-data", "writable-places", "immutable"] {
        #expect(!image.entries.keys.contains { $0.contains(part) }, "\(step.name)")
      }
    }
    for step in [mountConfigurationEarly, growDataPartition] { #expect(!applies(step, in: circumstances)) }
    #expect(try askChecks(circumstances).booted.contains("the root grew to the disk"))
    #expect(try !askChecks(circumstances).booted.contains("is_persistent"))
  }

  @Test func `a booted copy is asked where it can be written to`() throws {
    let scripts = try askChecks(setting(Self.whole).circumstances(of: qemuDebian12))
    for words in [
      "is_persistent /.capi-data /var/lib\n", "is_memory /var/tmp\n", "refuses \"$place\"", "the data partition grew",
    ] { #expect(scripts.booted.contains(words), "\(words)") }
    #expect(!scripts.booted.contains("the root grew"))
    #expect(scripts.sealed.contains("there is a directory to mount /home over"))
  }
}
