import ImageTree
import SystemPackage

/// The description of its own API that kube-apiserver is compiled with, where the source does not bring it: the packages
/// that are marked for it, read by the generator that the source brings.
func generateOpenAPI(_ image: Image, cache: FilePath) async throws {
  let package = "pkg/generated/openapi"
  guard try await !image.exists("\(sourceFolder)/\(package)/zz_generated.openapi.go") else { return }
  try await compile(
    packages: ["k8s.io/kubernetes/vendor/k8s.io/kube-openapi/cmd/openapi-gen"], image, cache: cache)
  try await image.runScript(
    """
    # Without the paths of its making, the generator does not know where Go's own packages are.
    export GOROOT="$(go env GOROOT)"
    cd \(sourceFolder)
    packages=$(grep -Rl --include='*.go' --exclude='*_test.go' --exclude-dir=testdata '^// +k8s:openapi-gen=' \
      cmd pkg vendor/k8s.io | xargs -n 1 dirname | LC_ALL=C sort -u | sed 's,^,k8s.io/kubernetes/,' | paste -s -d ,)
    : >/tmp/header
    /go/bin/openapi-gen --logtostderr --go-header-file /tmp/header --input-dirs "$packages" \
      --output-base /go/src --output-package k8s.io/kubernetes/\(package) --output-file-base zz_generated.openapi \
      --report-filename /tmp/report
    """,
    environment: ["GO111MODULE": "off", "GOPATH": "/go"])
}
