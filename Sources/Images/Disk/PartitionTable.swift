/// The GUID partition table, as input of sfdisk.
enum PartitionTable {
  /// Types of the Discoverable Partitions Specification and of GRUB's manual.
  private static let biosType = "21686148-6449-6E6F-744E-656564454649"
  private static let efiType = "C12A7328-F81F-11D2-BA4B-00A0C93EC93B"
  private static let rootType = "4F68BCE3-E8CD-4DB1-96E7-FBCAF984B709"
  private static let dataType = "0FC63DAF-8483-4772-8E79-3D69D8477DE4"

  static func script(_ layout: DiskLayout, _ identity: DiskIdentity) -> String {
    func line(_ partition: DiskLayout.Partition, _ type: String, _ guid: String, _ name: String) -> String {
      "start=\(partition.start), size=\(partition.count), type=\(type), uuid=\(guid), name=\"\(name)\"\n"
    }
    return """
      label: gpt
      label-id: \(identity.disk)
      unit: sectors
      first-lba: 34

      """
        + line(layout.bios, biosType, identity.biosPartition, "bios")
        + line(layout.efi, efiType, identity.efiPartition, "esp")
        + line(layout.root, rootType, identity.rootPartition, "root")
        + (layout.data.map { line($0, dataType, identity.dataPartition, "data") } ?? "")
  }
}
