import Engine
import ImageTree

/// NODE-5: the kubelet refuses to start beside swap.
let turnOffSwap = Step<Image>("turn off swap") { image in
  guard try await image.exists("/etc/fstab") else { return }
  let lines = try await image.read("/etc/fstab").split(separator: "\n", omittingEmptySubsequences: false)
  let kept = lines.map { line in
    let fields = line.split { $0 == " " || $0 == "\t" }
    return fields.count > 2 && fields[2] == "swap" && !line.hasPrefix("#") ? "# \(line)" : String(line)
  }
  try await image.write(kept.joined(separator: "\n"), to: "/etc/fstab")
}
