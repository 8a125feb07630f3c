/// A run of bytes of a disk that lies somewhere in its file; what is in no run is zero.
struct DiskRun: Equatable {
  /// Its first byte on the disk.
  let start: Int64
  /// How many bytes.
  let length: Int64
  /// Its first byte in the file.
  let offset: Int64

  /// Whether so many bytes can begin there.
  static func isPossible(start: Int64, length: Int64) -> Bool {
    (0...Int64.max / 2).contains(start) && (0...Int64.max / 2).contains(length)
  }
}
