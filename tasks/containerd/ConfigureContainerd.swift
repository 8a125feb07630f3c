import Engine
import FoundationEssentials
import ImageTree
import Variables

/// CTD-12, CTD-13, CTD-18: containerd as the kubelet expects it: cgroups by systemd, CNI plugins where add-ons put theirs,
/// and the runtimes that were asked for. The sandbox's image, which Kubernetes' version decides, is named in its phase.
let configureContainerd = Step<Image>(
  "configure containerd",
  reads: [
    .containerdAdditionalSettings, .containerdImagePullProgressTimeout, .gvisorRuntime, .wasmRuntimes,
    .wasmRuntimeVersions,
  ]
) { image in
  try await image.makeDirectory("/etc/containerd/conf.d")
  try await image.makeDirectory("/etc/containerd/certs.d")
  let configuration = ContainerdConfiguration(
    majorVersion: try await containerdMajorVersion(image),
    pullProgressTimeout: try image.values.string(.containerdImagePullProgressTimeout),
    runtimes: try additionalRuntimes(image.values),
    additionalSettings: try decode(image.values.string(.containerdAdditionalSettings)))
  try await image.write(configuration.text, to: "/etc/containerd/config.toml")
}

/// CTD-14: `crictl` finds the runtime.
let pointCrictlAtContainerd = Step<Image>("point crictl at containerd", reads: [.containerdCRISocket]) { image in
  let socket = try image.values.string(.containerdCRISocket)
  try await image.write("runtime-endpoint: unix://\(socket)\n", to: "/etc/crictl.yaml")
}

/// The runtimes besides runc: what containerd calls each, by the name that a runtime class has for it.
private func additionalRuntimes(_ values: DeclaredValues) throws -> [String: String] {
  var runtimes: [String: String] = [:]
  for shim in try values.list(.wasmRuntimes) {
    runtimes[shim] = "io.containerd.\(shim).\(try values.map(.wasmRuntimeVersions)[shim] ?? "v1")"
  }
  if try values.boolean(.gvisorRuntime) { runtimes["runsc"] = "io.containerd.runsc.v1" }
  return runtimes
}

/// The installed containerd's major version: it decides the format of the configuration.
private func containerdMajorVersion(_ image: Image) async throws -> Int {
  // "containerd github.com/containerd/containerd v2.3.2 <commit>"
  let words = try await image.run("containerd", "--version").split(separator: " ")
  let version = words.dropFirst(2).first?.drop { $0 == "v" } ?? ""
  guard let major = version.split(separator: ".").first.flatMap({ Int($0) }) else {
    throw Failure("containerd does not tell its version: \(words.joined(separator: " "))")
  }
  return major
}

/// `containerd_additional_settings` comes in Base64, as it may span lines.
private func decode(_ settings: String) throws -> String {
  guard let data = Data(base64Encoded: settings) else {
    throw Failure("containerd_additional_settings is not Base64", hint: "base64 --wrap=0 settings.toml")
  }
  return String(decoding: data, as: UTF8.self)
}
