import ImageChecks
import Shell
import TestSupport
import Testing

@testable import Tasks

/// What a booted copy is asked of the images of containers, by programs that answer as kubeadm and containerd would.
struct ContainerImageCheckTests {
  private static let store = "containerd has the images asked for"
  private static let unpacked = "the images are unpacked"

  @Test func `images that are all there, whole and unpacked, pass`() async throws {
    let results = try await look(at: Self.whole)
    #expect(results.map(\.name) == [Self.store, Self.unpacked])
    #expect(results.filter { !$0.passed } == [])
  }

  /// Lines of the store's own list, the check that fails, and what it tells.
  @Test(arguments: [
    (
      "registry.k8s.io/kube-proxy:v1.36.1 t sha256:1 complete (2/2) 1.0 MiB/1.0 MiB true", store,
      "registry.k8s.io/pause:3.10: it is not there"
    ),
    (
      whole.replacing("pause:3.10 t sha256:2 complete (1/1)", with: "pause:3.10 t sha256:2 incomplete (0/1)"), store,
      "registry.k8s.io/pause:3.10 t sha256:2 incomplete"
    ),
    (whole.replacing("1.0 KiB/1.0 KiB true", with: "1.0 KiB/1.0 KiB false"), unpacked, "registry.k8s.io/pause:3.10"),
    ("", store, "there is no image at all"),
  ])
  func `an image that is missing, in part or packed is told`(
    list: String, check: String, detail: String
  ) async throws {
    let failed = try await look(at: list).filter { !$0.passed }
    #expect(failed.map(\.name) == [check])
    #expect(failed.first?.detail.contains(detail) == true, "\(failed)")
  }

  @Test func `an image that a sandbox cannot unpack may be packed`() async throws {
    let list = Self.whole.replacing("1.0 KiB/1.0 KiB true", with: "1.0 KiB/1.0 KiB false")
    #expect(try await look(at: list, layer: "etc/.wh.passwd").filter { !$0.passed } == [])
  }

  @Test func `what cannot be asked fails`() async throws {
    #expect(try await look(at: Self.whole, kubeadm: "exit 1").map(\.passed) == [false])
    #expect(try await look(at: Self.whole, ctr: "exit 1").map(\.passed) == [false])
  }

  @Test func `nothing is asked of an image that should have none, and names alone where there is no list`() throws {
    func script(_ assignments: String...) throws -> String {
      var setting = Setting("the test")
      setting.assignments = assignments
      return try containerImageChecks(setting.circumstances(of: qemuDebian12))
    }
    #expect(try script("kubernetes_images_source_type=none") == "")
    #expect(try script().contains("image_registry='registry.k8s.io'"))
    let http = try script("kubernetes_images_source_type=http")
    #expect(http.contains("image_registry=''") && http.contains("*/kube-proxy:v1.36.1"))
    let added = try script(
      "kubernetes_images_source_type=none", "load_additional_components=true", "additional_registry_images=true",
      "additional_registry_images_list=example.com/a:1")
    #expect(added.contains("image_names='example.com/a:1'"))
  }

  private static let whole = """
    registry.k8s.io/kube-proxy:v1.36.1 t sha256:1 complete (2/2) 1.0 MiB/1.0 MiB true
    registry.k8s.io/pause:3.10 t sha256:2 complete (1/1) 1.0 KiB/1.0 KiB true
    example.com/own/thing:1 t sha256:3 complete (1/1) 1.0 MiB/1.0 MiB true
    """

  private func look(
    at list: String, layer: String = "etc/passwd",
    kubeadm: String =
      "echo 'W0101 a warning' >&2; echo registry.k8s.io/kube-proxy:v1.36.1; echo registry.k8s.io/pause:3.10",
    ctr: String? = nil
  ) async throws -> [CheckResult] {
    try await withTestDirectory { folder in
      let check = """
        case "$3 $4" in
        "images check") cat \(folder)/list ;;
        "images export") tar --create --directory=\(folder)/image blobs ;;
        esac
        """
      let script = """
        {
        cd \(folder)
        mkdir -p bin image/blobs/sha256 "layer/$(dirname \(layer))"
        echo >layer/\(layer)
        tar --create --directory=layer --file=image/blobs/sha256/0 etc
        cat >list <<'END'
        REF TYPE DIGEST STATUS SIZE UNPACKED
        \(list)
        END
        \(list.isEmpty ? "sed -i 2d list" : "")
        cat >bin/kubeadm <<'END'
        #!/bin/sh
        \(kubeadm)
        END
        cat >bin/ctr <<'END'
        #!/bin/sh
        \(ctr ?? check)
        END
        chmod +x bin/*
        PATH=\(folder)/bin:$PATH
        \(CheckWords.text)
        image_registry=registry.k8s.io
        image_version=v1.36.1
        image_sandbox=
        image_names='*/thing:1'
        image_unpacked=true
        \(String(decoding: PackageResources.images_sh, as: UTF8.self).replacing("/run/", with: "\(folder)/"))
        finished
        } </dev/null
        """
      let output = try await run(Command(["sh"], input: Array(script.utf8))).output
      return try #require(CheckReport.results(output), "\(output)")
    }
  }
}
