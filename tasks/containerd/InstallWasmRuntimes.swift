import Engine
import ImageSupply
import ImageTree
import Variables

/// CTD-5, CTD-6, CTD-10: runtimes for WebAssembly, each verified with the checksum that a variable has for it.
let installWasmRuntimes = Step<Image>(
  "install runtimes for WebAssembly",
  reads: [.wasmRuntimes, .wasmURL, .sysusrPrefix],
  supplies: { circumstances in
    let values = circumstances.declared(
      [.wasmRuntimes, .wasmRuntimeVersions, .wasmChecksums, .wasmURL, .architecture], by: "the WebAssembly runtimes")
    return try values.list(.wasmRuntimes).map { shim in
      guard let version = try values.map(.wasmRuntimeVersions)[shim],
        let digits = try values.map(.wasmChecksums)[shim]
      else {
        throw Failure(
          "containerd_wasm_shims_runtimes names \(shim), for which there is no version or no checksum",
          hint: "give it one in containerd_wasm_shims_runtime_versions and containerd_wasm_shims_sha256")
      }
      guard try values.string(.architecture) != "arm64" else {
        throw Failure("the WebAssembly runtimes are there for amd64 only")
      }
      let url = try values.string(.wasmURL).replacing("<SHIM>", with: shim).replacing("<RTVERSION>", with: version)
      return download("wasm-\(shim)", from: url, checksum: .sha256(digits), circumstances)
    }
  }
) { image in
  for shim in try image.values.list(.wasmRuntimes) {
    try await image.unpack(image.supply("wasm-\(shim)"), into: "\(image.values.string(.sysusrPrefix))/bin")
  }
}
