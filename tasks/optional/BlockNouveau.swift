import Engine
import ImageTree
import Variables

/// OPT-4: the free driver leaves the cards to another one; sysprep's initramfs knows it too.
let blockNouveau = Step<Image>(
  "keep nouveau from being loaded", reads: [.gpuVendor, .gpuBlockNouveauLoading], folder: "optional"
) { image in
  let vendor = try image.values.string(.gpuVendor)
  guard vendor.isEmpty else {
    throw Failure(
      "gpu_vendor is \(vendor), whose driver the role gpu does not install here",
      hint: "install it by a hook with `network: true` and `final_kernel: true`, and leave gpu_vendor empty")
  }
  guard try image.values.boolean(.gpuBlockNouveauLoading) else { return }
  try await image.write(
    "blacklist nouveau\noptions nouveau modeset=0\n", to: "/etc/modprobe.d/blocklist-nouveau.conf")
}
