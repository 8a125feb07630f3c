import Engine
import ImageSupply
import ImageTree
import TaskGraph
import Variables

/// OPT-2: falco, which watches system calls, from its own repository. Its driver is in the kernel's own
/// language, so that nothing has to be built for a kernel.
let installFalco = Step<Image>(
  "install falco", when: .isSet(.securityInstallFalco), reads: [.falcoDebRepo],
  supplies: { circumstances in
    let values = circumstances.declared([.falcoDebKey], by: "falco")
    return [
      try download("falco-repository-key", from: values.string(.falcoDebKey), checksum: .pinned, circumstances)
    ]
  }, folder: "optional"
) { image in
  try await image.addPackageRepository(
    "falco", uri: image.values.string(.falcoDebRepo), suites: ["stable"], components: ["main"],
    key: image.supplyText("falco-repository-key"))
  try await image.installPackages(["falco"])
  try await image.enableService("falco-modern-bpf.service")
}

/// OPT-3: trivy, which looks for what is known to be vulnerable, from its own repository. Its database is days old
/// when a machine starts, so the machine fetches it.
let installTrivy = Step<Image>(
  "install trivy", when: .isSet(.securityInstallTrivy), reads: [.trivyDebRepo],
  supplies: { circumstances in
    let values = circumstances.declared([.trivyDebKey], by: "trivy")
    return [
      try download("trivy-repository-key", from: values.string(.trivyDebKey), checksum: .pinned, circumstances)
    ]
  }, folder: "optional"
) { image in
  try await image.addPackageRepository(
    "trivy", uri: image.values.string(.trivyDebRepo), suites: ["generic"], components: ["main"],
    key: image.supplyText("trivy-repository-key"))
  try await image.installPackages(["trivy"])
}
