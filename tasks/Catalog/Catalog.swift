public import Engine
public import TaskGraph
public import Variables

/// Every target that there is.
public enum Catalog {
  /// The operating systems, with the families that share variables.
  public static let systems: [(name: String, family: String)] = [
    ("debian-12", "debian"),
    ("debian-13", "debian"),
    ("ubuntu-2004", "ubuntu"),
    ("ubuntu-2204", "ubuntu"),
    ("ubuntu-2404", "ubuntu"),
    ("ubuntu-2604", "ubuntu"),
  ]

  /// The providers, each with its pipeline.
  private static let pipelines: [(provider: String, phases: [PhaseDefinition])] = [
    ("ami", linuxPipeline(for: ami)),
    ("azure", linuxPipeline(for: azure)),
    ("digitalocean", linuxPipeline(for: digitalocean)),
    ("gce", linuxPipeline(for: gce)),
    ("hcloud", linuxPipeline(for: hcloud)),
    ("huaweicloud", linuxPipeline(for: huaweicloud)),
    ("maas", linuxPipeline(for: maas)),
    ("nutanix", linuxPipeline(for: nutanix)),
    ("oci", linuxPipeline(for: oci)),
    ("openstack", linuxPipeline(for: openstack)),
    ("outscale", linuxPipeline(for: outscale)),
    ("ova", linuxPipeline(for: ova)),
    ("powervs", linuxPipeline(for: powervs)),
    ("proxmox", linuxPipeline(for: proxmox)),
    ("qemu", linuxPipeline(for: qemu)),
    ("raw", linuxPipeline(for: raw)),
    ("scaleway", linuxPipeline(for: scaleway)),
    ("vultr", linuxPipeline(for: vultr)),
  ]

  /// The providers.
  public static let providers = pipelines.map(\.provider)

  /// All targets, in the order in which they are listed.
  public static let targets: [Target] =
    providers.flatMap { provider in
      systems.map { Target(provider: provider, system: $0.name) }
    }
    + variants.flatMap { provider, variant in
      systems.map { Target(provider: provider, system: $0.name, variant: variant) }
    }

  /// What some providers have besides the plain targets of each system; `vars/variants/` says what distinguishes it.
  private static let variants: [(provider: String, variant: String)] = [("qemu", "immutable")]

  /// The target of that name, or of that established name, without a family.
  public static func target(named name: String) -> Target? {
    targets.first { $0.name == name } ?? aliases.first { $0.name == name }?.target
  }

  /// The family of a target's system.
  public static func family(of target: Target) -> String {
    systems.first { $0.name == target.system }?.family ?? target.system
  }

  /// The phases of a target in order, with what each does and reads.
  public static func phases(of target: Target) -> [PhaseDefinition] {
    pipelines.first { $0.provider == target.provider }?.phases ?? []
  }

  /// The phases that prove a target's image.
  public static func gates(of target: Target) -> [PhaseName] { linuxGates }

  /// A target in a few words.
  public static func summary(of target: Target) -> String {
    "\(target.system) for \(target.provider)" + (target.variant.map { ", \($0)" } ?? "")
  }

  /// The Debian package of every program that building needs on this machine.
  public static let toolPackages: [String: String] = Dictionary(
    pipelines.flatMap(\.phases).flatMap(\.tools).map { ($0.program, $0.package) }
  ) { first, _ in first }

  /// The same with what the additions of these targets' users need.
  public static func toolPackages(for targets: [VariableSet]) -> [String: String] {
    guard targets.contains(where: namesAnsibleRoles) else { return toolPackages }
    return toolPackages.merging([ansibleTool.program: ansibleTool.package]) { first, _ in first }
  }

  /// The names of all phases in order.
  public static let phaseNames: [PhaseName] = pipelines.flatMap(\.phases).map(\.name).reduce(into: []) { names, name in
    if !names.contains(name) { names.append(name) }
  }
}
