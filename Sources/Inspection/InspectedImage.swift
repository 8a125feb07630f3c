/// What a file holds in which a disk lies, as far as it could be read.
public struct InspectedImage: Sendable, Equatable, Encodable {
  /// The file.
  public var file: String
  /// Its format as qemu-img names it: `qcow2`, `raw`.
  public var format: String
  /// The size of the disk in bytes.
  public var size: Int64
  /// The room that the file takes, in bytes.
  public var stored: Int64
  /// How the disk is divided; nil where it has no partition table.
  public var table: PartitionTable?
  /// The system on it; nil where none could be read.
  public var system: InspectedSystem?
  /// What the image says of how it was built, as it is written there; nil where it says nothing.
  public var description: String?
  /// What could not be read, each a sentence without a full stop.
  public var remarks: [String]

  enum CodingKeys: String, CodingKey { case file, format, size, stored, table, system, remarks }

  /// An image of which no more is known yet.
  public init(file: String, format: String, size: Int64, stored: Int64) {
    self.file = file
    self.format = format
    self.size = size
    self.stored = stored
    self.remarks = []
  }
}
