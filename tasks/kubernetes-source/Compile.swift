import Engine
import ImageSandbox
import ImageTree
import SystemPackage
import Variables

/// Compiles commands of Kubernetes without network, with the version linked in; the same source gives the same bytes.
///
/// `cache` is a folder of the builder's in which Go keeps what it compiled; it changes how long this takes, not what
/// comes out.
func compile(_ commands: [String], _ image: Image, cache: FilePath) async throws {
  try await compile(packages: commands.map { "k8s.io/kubernetes/cmd/\($0)" }, image, cache: cache)
}

/// The same of any packages in Go's folder, each to a command that is called like the end of its path.
func compile(packages: [String], _ image: Image, cache: FilePath) async throws {
  let arguments = ["go", "build", "-trimpath", "-ldflags", try linkerFlags(image), "-o", "/go/bin/"] + packages
  try await image.makeDirectory("/go/bin")
  try await image.run(
    SandboxCommand(
      arguments,
      environment: [
        "CGO_ENABLED": "0", "GO111MODULE": "off", "GOARCH": image.architecture.goName, "GOCACHE": "/var/cache/go",
        "GOFLAGS": "", "GOPATH": "/go", "GOPROXY": "off",
      ], directory: sourceFolder, binds: [SandboxBind(cache, at: "/var/cache/go")]))
}

/// The version goes where `kubelet --version` and the user agent of every client read it.
private func linkerFlags(_ image: Image) throws -> String {
  let version = try image.values.string(.kubernetesSemver)
  let parts = version.drop { $0 == "v" }.split(separator: ".")
  guard parts.count >= 2 else { throw Failure("kubernetes_semver `\(version)` is not of the form v1.20.2") }
  let facts = [
    ("gitVersion", version), ("gitMajor", String(parts[0])), ("gitMinor", String(parts[1])),
    ("gitTreeState", "archive"),
    ("buildDate", utcTime(try image.values.integer(.sourceDateEpoch))),
  ]
  let packages = ["component-base/version", "client-go/pkg/version"].map { "k8s.io/kubernetes/vendor/k8s.io/\($0)" }
  let settings = packages.flatMap { package in facts.map { "-X \(package).\($0.0)=\($0.1)" } }
  return (["-s", "-w", "-buildid="] + settings).joined(separator: " ")
}

/// Shows at once what only breaks in a cluster otherwise: that the commands are of the version that was asked for, and
/// that they can write a kubelet's configuration.
func checkCommands(_ image: Image) async throws {
  let version = try image.values.string(.kubernetesSemver)
  let found = try await image.run("/go/bin/kubelet", "--version")
  guard found.contains(version) else { throw Failure("the compiled kubelet says `\(found)`, not \(version)") }
  let printed = try await image.run(
    "/go/bin/kubeadm", "config", "print", "init-defaults", "--component-configs", "KubeletConfiguration")
  guard printed.contains("kind: KubeletConfiguration") else {
    throw Failure(
      "the compiled kubeadm cannot write a kubelet's configuration",
      hint: "a vendored package does not go with this version of Go; see kubernetes_source_replacements")
  }
}
