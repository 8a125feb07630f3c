public import TaskGraph

extension Catalog {
  /// What the established project calls the targets that it has of Ubuntu: one image here serves machines with either
  /// firmware, comes from no installer, and is registered in as many ways as there are.
  private static let establishedNames: [(provider: String, names: [(before: String, after: String)])] = [
    ("azure", [("azure-sig-", ""), ("azure-sig-", "-gen2"), ("azure-vhd-", "")]),
    ("digitalocean", [("do-", "")]),
    ("maas", [("maas-", "-efi")]),
    ("outscale", [("osc-", "")]),
    (
      "ova",
      ["local", "local-vmx", "vsphere", "vsphere-clone"].flatMap { route in
        ["", "-efi"].map { ("node-ova-\(route)-", $0) }
      }
    ),
    ("proxmox", [("proxmox-", "-efi")]),
    ("qemu", [("qemu-", "-efi"), ("qemu-", "-cloudimg")]),
    ("raw", [("raw-", "-efi")]),
  ]

  /// The established names of all targets that have another one there.
  public static let aliases: [(name: String, target: Target)] = establishedNames.flatMap { provider, names in
    targets.filter { $0.provider == provider && $0.variant == nil && family(of: $0) == "ubuntu" }.flatMap { target in
      names.map { ("\($0.before)\(target.system)\($0.after)", target) }
    }
  }

  /// The established names of everything of a provider, as goals have them behind the family: `do-all`.
  public static let groupAliases: [(name: String, provider: String)] = [
    ("azure-sigs", "azure"), ("do-all", "digitalocean"), ("osc-all", "outscale"),
    ("node-ova-local-all", "ova"), ("node-ova-vsphere-all", "ova"), ("node-ova-vsphere-clone-all", "ova"),
  ]

  /// The established names of a provider alone, where one thing serves all of its targets: `deps-do`.
  public static let providerAliases: [(name: String, provider: String)] = [
    ("do", "digitalocean"), ("osc", "outscale"),
  ]
}
