import Inspection

/// The output of `sfdisk --json`.
struct SfdiskOutput: Decodable {
  struct Table: Decodable {
    let label: String
    let id: String?
    let sectorsize: Int64?
    let partitions: [Row]?
  }
  struct Row: Decodable {
    let node: String
    let start: Int64
    let size: Int64
    let type: String
    let uuid: String?
    let name: String?
  }
  let partitiontable: Table

  /// The table in this project's words, without parts that no disk can have; the number of a partition is what follows
  /// `file` in its node's name.
  func table(of file: String) -> PartitionTable {
    let sector = partitiontable.sectorsize ?? 512
    let rows = (partitiontable.partitions ?? []).enumerated().compactMap { index, row -> PartitionTable.Partition? in
      let (start, size) = (
        row.start.multipliedReportingOverflow(by: sector), row.size.multipliedReportingOverflow(by: sector)
      )
      guard !start.overflow, !size.overflow,
        DiskRun.isPossible(start: start.partialValue, length: size.partialValue)
      else { return nil }
      return PartitionTable.Partition(
        number: Int(row.node.dropFirst(file.count).drop { $0 == "p" }) ?? index + 1, name: row.name ?? "",
        type: row.type, identifier: row.uuid ?? "", start: start.partialValue, size: size.partialValue)
    }
    return PartitionTable(
      label: partitiontable.label, identifier: partitiontable.id ?? "",
      partitions: rows.sorted { $0.number < $1.number })
  }
}
