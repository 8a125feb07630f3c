import Engine
import ImageSupply
import ImageTree
import Variables

/// ECR-1, ECR-2, ECR-3: the program by which the kubelet logs in to the registries of Amazon's ECR, and the kubelet's
/// arguments for it.
let installECRProvider = Step<Image>(
  "install the credential provider of ECR", when: .isSet(.ecrProvider),
  reads: [
    .ecrProviderBaseURL, .ecrProviderFilename, .ecrProviderOS, .ecrProviderArchitecture, .ecrProviderInstallDir,
    .ecrProviderMatchImages, .ecrProviderProfile, .architecture,
  ],
  supplies: { circumstances in
    let values = circumstances.declared(
      [.ecrProviderBaseURL, .ecrProviderFilename, .ecrProviderOS, .ecrProviderArchitecture, .architecture],
      by: "the credential provider of ECR")
    let given = try values.string(.ecrProviderArchitecture)
    let name = try [
      values.string(.ecrProviderFilename), values.string(.ecrProviderOS),
      given.isEmpty ? values.string(.architecture) : given,
    ].joined(separator: "-")
    return [
      download(
        "ecr-credential-provider", from: "\(try values.string(.ecrProviderBaseURL))/\(name)", checksum: .pinned,
        circumstances)
    ]
  }
) { image in
  let folder = try image.values.string(.ecrProviderInstallDir)
  let name = try image.values.string(.ecrProviderFilename)
  let configuration = "/var/usr/ecr-credential-provider/ecr-credential-provider-config"
  try await image.copy(image.supply("ecr-credential-provider"), to: "\(folder)/\(name)", mode: 0o755)
  let patterns = try image.values.list(.ecrProviderMatchImages).map { "      - \"\($0)\"\n" }.joined()
  try await image.write(
    """
    apiVersion: kubelet.config.k8s.io/v1
    kind: CredentialProviderConfig
    providers:
      - name: \(name)
        matchImages:
    \(patterns)    defaultCacheDuration: "12h"
        apiVersion: credentialprovider.kubelet.k8s.io/v1
        env:
          - name: AWS_PROFILE
            value: \(try image.values.string(.ecrProviderProfile))

    """, to: configuration)
  let arguments = "--image-credential-provider-bin-dir=\(folder) --image-credential-provider-config=\(configuration)"
  try await image.replace("KUBELET_EXTRA_ARGS=", with: "KUBELET_EXTRA_ARGS=\(arguments) ", in: "/etc/default/kubelet")
}
