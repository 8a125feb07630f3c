import Engine
import ImageTree
import Variables

/// OPT-4: the free driver leaves the cards to another one; sysprep's initramfs knows it too.
let blockNouveau = Step<Image>(
  "keep nouveau from being loaded", reads: [.gpuBlockNouveauLoading],
  supplies: { circumstances in
    let vendor = try circumstances.declared([.gpuVendor], by: "the role gpu").string(.gpuVendor)
    guard ["", "amd", "nvidia"].contains(vendor) else {
      throw Failure(
        "gpu_vendor is \(vendor), and the role gpu knows the drivers of amd and nvidia alone",
        hint: "leave it empty, and install another driver by a hook with `network: true` and `final_kernel: true`")
    }
    return []
  }, folder: "optional"
) { image in
  let isHard = try image.values.boolean(.gpuBlockNouveauLoading)
  // What asks for the module itself is not kept from it by the first line.
  try await image.write(
    "blacklist nouveau\noptions nouveau modeset=0\n" + (isHard ? "install nouveau /bin/false\n" : ""),
    to: "/etc/modprobe.d/blocklist-nouveau.conf")
}
