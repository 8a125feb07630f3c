/// A size in bytes as decimal units, as disks are sold: `512 B`, `1.4 GB`, `612 MB`.
public func sizeText(_ bytes: Int64) -> String {
  guard bytes >= 1000 else { return "\(max(0, bytes)) B" }
  var value = Double(bytes)
  var unit = "B"
  for next in ["kB", "MB", "GB", "TB"] where value >= 999.5 {
    value /= 1000
    unit = next
  }
  let tenths = Int((value * 10).rounded())
  if tenths < 100, tenths % 10 != 0 { return "\(tenths / 10).\(tenths % 10) \(unit)" }
  return "\(Int(value.rounded())) \(unit)"
}
