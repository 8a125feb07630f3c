import Engine
import ImageSupply
import ImageTree
import Variables

/// What machines of Azure need; its agent and the daemons of Hyper-V are among its packages.
let azure = provider([
  installAzureCommands, takeTimeFromHost, guardWireServer, leaveNetworkToAzure, nameSourceToRegistries,
  installACRCredentialProvider,
])

/// PROV-AZURE-1: Azure's commands, from Debian's archive or from Microsoft's, for whoever looks into a machine.
let installAzureCommands = Step<Image>(
  "install Azure's commands", when: .variable(.debugTools, is: "true"),
  reads: [.azureCLISuite, .azureCLIRepository],
  supplies: { circumstances in
    let values = circumstances.declared([.azureCLISuite, .azureCLIKey], by: "Azure's commands")
    guard try !values.string(.azureCLISuite).isEmpty else { return [] }
    return [download("microsoft-key", from: try values.string(.azureCLIKey), checksum: .pinned, circumstances)]
  }
) { image in
  let suite = try image.values.string(.azureCLISuite)
  if !suite.isEmpty {
    try await image.addPackageRepository(
      "azure-cli", uri: image.values.string(.azureCLIRepository), suites: [suite], components: ["main"],
      key: image.supplyText("microsoft-key"))
  }
  try await image.installPackages(["azure-cli"])
}

/// PROV-AZURE-2: the host's clock is nearer than any server's; a machine that was frozen takes it at once.
///
/// chrony does not start with a clock that is not there, so that the clock is looked for before each start.
let takeTimeFromHost = Step<Image>("take the time from Azure's host") { image in
  try await image.append(
    "\nmakestep 1.0 -1\ninclude /etc/chrony/host-clock.conf\n", to: "/etc/chrony/chrony.conf")
  try await image.write("", to: "/etc/chrony/host-clock.conf")
  try await image.write(
    """
    #!/bin/sh
    # Tells chrony of the clock of Hyper-V, where there is one.
    clock=$(grep -ls hyperv /sys/class/ptp/*/clock_name | head -n 1)
    if [ -n "$clock" ]; then
      echo "refclock PHC /dev/$(basename "$(dirname "$clock")") poll 3 dpoll -2 offset 0 stratum 2"
    fi >/etc/chrony/host-clock.conf

    """, to: "/usr/local/sbin/chrony-host-clock", mode: 0o755)
  try await image.write(
    "[Service]\nExecStartPre=-+/usr/local/sbin/chrony-host-clock\n",
    to: "/etc/systemd/system/chrony.service.d/host-clock.conf")
}

/// PROV-AZURE-3: containers, and users other than root, do not reach the host's wire server (CVE-2021-27075).
let guardWireServer = Step<Image>("guard Azure's wire server") { image in
  try await image.write(
    """
    *filter
    :INPUT ACCEPT [0:0]
    :FORWARD ACCEPT [0:0]
    :OUTPUT ACCEPT [0:0]
    -A FORWARD -d 168.63.129.16/32 -p tcp -m tcp --dport 80 -j DROP
    -A OUTPUT -d 168.63.129.16/32 -p tcp -m tcp --dport 80 -m owner ! --uid-owner 0 -j DROP
    COMMIT

    """, to: "/etc/iptables/rules.v4")
  // Its package saves what it finds, with the time.
  try await image.write("", to: "/etc/iptables/rules.v6")
}

/// PROV-AZURE-5: Azure's network add-on configures the cards of pods itself.
let leaveNetworkToAzure = Step<Image>("leave further network cards to Azure's add-on") { image in
  try await image.write(
    "datasource:\n  Azure:\n    apply_network_config: false\n", to: "/etc/cloud/cloud.cfg.d/15_azure-vnet.cfg")
}

/// PROV-AZURE-6: the kubelet's credential provider for Azure's registry, in a version of the user's choice.
let installACRCredentialProvider = Step<Image>(
  "install the credential provider of Azure's registry", when: .variable(.acrCredentialProviderSourceType, is: "http"),
  supplies: { circumstances in
    let values = circumstances.declared([.acrCredentialProviderURL], by: "the credential provider of Azure's registry")
    let url = try values.string(.acrCredentialProviderURL)
    return [download("acr-credential-provider", from: url, checksum: .pinned, circumstances)]
  }
) { image in
  let folder = "/var/lib/kubelet/credential-provider"
  try await image.copy(image.supply("acr-credential-provider"), to: "\(folder)/acr-credential-provider", mode: 0o755)
  try await image.write(
    """
    apiVersion: kubelet.config.k8s.io/v1
    kind: CredentialProviderConfig
    providers:
      - name: acr-credential-provider
        apiVersion: credentialprovider.kubelet.k8s.io/v1
        defaultCacheDuration: 10m
        matchImages: ["*.azurecr.io", "*.azurecr.cn", "*.azurecr.us"]
        args: ["/etc/kubernetes/azure.json"]

    """, to: "/var/lib/kubelet/credential-provider-config.yaml")
}
