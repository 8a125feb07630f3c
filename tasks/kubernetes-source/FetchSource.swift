import Engine
import ImageTree
import Variables

/// Where Go's old way of finding packages wants Kubernetes to be.
let sourceFolder = "/go/src/k8s.io/kubernetes"

/// Puts the source tree in its place, with packages of the distribution for vendored ones: an archive from a URL, or the
/// distribution's source package, whose signatures apt checks. Returns that package as `name=version`, nil for an archive.
func fetchSource(_ image: Image) async throws -> String? {
  try await image.makeDirectory("/go/src/k8s.io")
  if try !image.values.string(.kubernetesSourceURL).isEmpty {
    try await image.unpack(image.supply("kubernetes-source"), into: sourceFolder, stripping: 1)
  } else {
    let package = try image.values.string(.kubernetesSourcePackage)
    try await image.fetchSourcePackage(package, into: "/go/source")
    try await image.runScript("dpkg-source --no-check -x /go/source/*.dsc \(sourceFolder)")
  }
  guard try await image.exists("\(sourceFolder)/cmd/kubelet"), try await image.exists("\(sourceFolder)/vendor") else {
    throw Failure(
      "the source has no cmd/kubelet or no vendor folder",
      hint: "it must be a complete, vendored source tree of Kubernetes")
  }
  guard try await !image.exists("\(sourceFolder)/go.work") else {
    throw Failure(
      "the source is of Kubernetes 1.30 or newer, which this way of compiling does not know",
      hint: "set kubernetes_source_type to pkg or http")
  }
  try await replaceVendored(image)
  guard try image.values.string(.kubernetesSourceURL).isEmpty else { return nil }
  // `kubernetes_1.20.5-1.dsc`; an epoch is not in the name of the file.
  let description = try await image.list("/go/source").first { $0.hasSuffix(".dsc") }
  return description.map { String($0.dropLast(".dsc".count)).replacing("_", with: "=") }
}

/// Puts packages of the distribution in the place of vendored ones, as `kubernetes_source_replacements` declares.
private func replaceVendored(_ image: Image) async throws {
  for path in try image.values.map(.kubernetesSourceReplacements).keys.sorted() {
    try await image.remove("\(sourceFolder)/vendor/\(path)")
    try await image.run(
      "cp", "--recursive", "--dereference", "/usr/share/gocode/src/\(path)", "\(sourceFolder)/vendor/\(path)")
  }
}
