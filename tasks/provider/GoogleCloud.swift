import Engine
import ImageSupply
import ImageTree
import Variables

/// What machines of Google's cloud need; its agent is among its packages.
let gce = provider([installGoogleCommands, runGoogleAgentsOnGoogle], without: hyperV)

/// PROV-GCE-1: Google's commands, from their release, where everyone's `PATH` has them.
let installGoogleCommands = Step<Image>(
  "install Google's commands", when: .variable(.googleCloudCLISourceType, is: "release"),
  supplies: { circumstances in
    let values = circumstances.declared(
      [.googleCloudCLIVersion, .googleCloudCLIBaseURL, .googleCloudCLIChecksum], by: "Google's commands")
    let name = "google-cloud-cli-\(try values.string(.googleCloudCLIVersion))-linux-x86_64.tar.gz"
    let digits = try values.string(.googleCloudCLIChecksum)
    return [
      download(
        "google-cloud-cli-archive", from: "\(try values.string(.googleCloudCLIBaseURL))/\(name)",
        checksum: digits.isEmpty ? .pinned : .sha256(digits), circumstances)
    ]
  }
) { image in
  try await image.unpack(image.supply("google-cloud-cli-archive"), into: "/usr/lib/google-cloud-sdk", stripping: 1)
  for name in ["gcloud", "gsutil", "bq"] {
    try await image.link("/usr/bin/\(name)", to: "/usr/lib/google-cloud-sdk/bin/\(name)")
  }
}

/// Google's agents fail again and again where there is no Google to answer.
let runGoogleAgentsOnGoogle = Step<Image>("run Google's agents on Google's machines alone") { image in
  for name in ["google-guest-agent", "google-startup-scripts", "google-shutdown-scripts", "google-osconfig-agent"] {
    guard try await image.exists("/lib/systemd/system/\(name).service") else { continue }
    try await image.write(
      "[Service]\nExecCondition=/bin/grep -qs Google /sys/class/dmi/id/product_name\n",
      to: "/etc/systemd/system/\(name).service.d/only-google.conf")
  }
}
