import BuildSites
import Shell
import Storage
import SystemPackage
import TestSupport
import Testing

/// A network whose only way out is a mirror that speaks HTTPS with a certificate of its own, and wants a password.
@Suite(.timeLimit(.minutes(10)))
struct ClosedNetworkTests {
  /// Names that are no hosts anywhere, but in the image's own files.
  private static let variables = TinyBench.text("https://archive.public.invalid")
    .replacing(
      "kubernetes_source_type: http",
      with: """
        kubernetes_source_type: pkg
        kubernetes_deb_repo: https://packages.public.invalid/core:/stable:/v1.30/deb/
        kubernetes_deb_gpg_key: https://packages.public.invalid/core:/stable:/v1.30/deb/Release.key
        """
    )
    .replacing("kubernetes_cni_source_type: distribution", with: "kubernetes_cni_source_type: pkg")

  @Test
  func
    `a mirror is all that is asked, its certificate and password stay with the builder, and the image keeps public names`()
    async throws
  {
    try await withTestDirectory { folder in
      let certificate = try await makeCertificates(in: folder)
      let program = try await Program(copiedInto: folder)
      try await Mirror.with(
        folder.appending("mirror"), filledBy: "tiny-archive.py", ["quick"], certificate: certificate
      ) { mirror in
        let address = "https://127.0.0.1:\(mirror.port)/locked"
        let rewritten = """
          download_rewrites:
            https://archive.public.invalid: \(address)
            https://packages.public.invalid: \(address)/packages

          """
        let (untrusting, trusting) = (folder.appending("untrusting.yaml"), folder.appending("trusting.yaml"))
        let netrc = folder.appending("netrc")
        try writeAtomically("machine 127.0.0.1 login user password word-of-the-mirror\n", to: netrc, mode: 0o600)
        try writeAtomically(Self.variables + rewritten, to: untrusting)
        try writeAtomically(
          Self.variables + rewritten + "build_ca_certificates: [\(folder)/ca.pem]\nnetrc_file: \(netrc)\n", to: trusting
        )

        let site = try await Site(program, in: folder.appending("site"), variables: [])
        let refused = try await site.build(TinyBench.target, "UNTIL=setup", variables: [untrusting])
        #expect(refused.status == 1 && refused.works("failed").contains("base"), "\(refused.output)")
        #expect(refused.output.contains("certificate"), "\(refused.output)")

        let ran = try await site.build(TinyBench.target, "UNTIL=kubernetes", variables: [trusting])
        #expect(ran.status == 0, "\(ran.output)")
        let shown = try await site.ask([
          "shell", "qemu-debian-12", "kubernetes", "--var-file", trusting.string, "--", "sh", "-c",
          "cat /etc/apt/sources.list /etc/apt/sources.list.d/*; grep -rl 127.0.0.1: /etc /var/lib | sed s/^/found:/",
        ]).output
        #expect(shown.contains("https://archive.public.invalid/ bookworm"), "\(shown)")
        #expect(shown.contains("URIs: https://packages.public.invalid/core:"), "\(shown)")
        #expect(!shown.contains("127.0.0.1") && !shown.contains("found:"), "\(shown)")
        // Neither the login nor the certificate is anywhere but in the user's own files and in memory.
        let authority = try readText(folder.appending("ca.pem")).split(separator: "\n")[1]
        for word in ["word-of-the-mirror", "dXNlcjp3b3JkLW9mLXRoZS1taXJyb3", String(authority)] {
          let found = try await shell(
            "grep -rl -- '\(word)' results keys history 2>/dev/null || true", in: site.cache)
          #expect(found == "", "\(word) is in \(found)")
        }

        // What the image trusts is apart from that.
        try writeAtomically(
          try readText(trusting) + "image_ca_certificates: [\(folder)/ca.pem]\n", to: folder.appending("image.yaml"))
        let own = try await site.build(TinyBench.target, "UNTIL=setup", variables: [folder.appending("image.yaml")])
        #expect(own.status == 0 && own.works("built") == ["setup"], "\(own.output)")
        let trusted = try await site.ask([
          "shell", "qemu-debian-12", "setup", "--var-file", folder.appending("image.yaml").string, "--", "cat",
          "/etc/ssl/certs/ca-certificates.crt",
        ]).output
        #expect(trusted.contains(authority), "\(trusted)")
      }
    }
  }

  /// Makes an authority, `ca.pem`, and returns the file of a certificate that it signed, with its key.
  private func makeCertificates(in folder: FilePath) async throws -> FilePath {
    let key = "-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes"
    try await shell(
      """
      openssl req -x509 \(key) -keyout ca.key -out ca.pem -subj /CN=Authority -days 2
      openssl req \(key) -keyout server.key -out server.request -subj /CN=127.0.0.1
      echo subjectAltName=IP:127.0.0.1 >names
      openssl x509 -req -in server.request -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -extfile names -out server.pem
      cat server.key >>server.pem
      """, in: folder)
    return folder.appending("server.pem")
  }
}
