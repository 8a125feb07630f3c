import Digests

/// In what two images differ.
public struct ImageDifference: Sendable, Equatable, Encodable {
  /// What the systems say of themselves otherwise: name, release, Kubernetes, kernel.
  public let system: [ValueChange]
  /// Packages that were added, removed, upgraded or downgraded.
  public let packages: [PackageChange]
  /// Units whose state differs: `enabled`, `masked`, or none.
  public let units: [ValueChange]
  /// What the kernel is told in only one of the images.
  public let kernelArguments: [ValueChange]
  /// Parts of the disk that differ in place, size or kind, or in content where that is no file system that was read.
  public let partitions: [ValueChange]
  /// Identifiers of the disk and its parts: every other disk has others.
  public let identifiers: [ValueChange]
  /// Files that were added, removed or changed.
  public let files: [FileChange]

  enum CodingKeys: String, CodingKey {
    case system, packages, units, partitions, identifiers, files
    case kernelArguments = "kernel_arguments"
  }

  /// Compares two images.
  public static func between(_ old: ImageContents, _ new: ImageContents) -> ImageDifference {
    let (before, after) = (old.image.system, new.image.system)
    return ImageDifference(
      system: ValueChange.between(facts(before), facts(after)),
      packages: PackageChange.between(before?.packages ?? [], after?.packages ?? []),
      units: ValueChange.between(states(before), states(after)),
      kernelArguments: ValueChange.between(arguments(before), arguments(after)),
      partitions: ValueChange.between(parts(old), parts(new)),
      identifiers: ValueChange.between(identifiers(old.image.table), identifiers(new.image.table)),
      files: FileChange.between(old.files, new.files))
  }

  private static func facts(_ system: InspectedSystem?) -> [String: String] {
    var facts: [String: String] = [:]
    facts["system"] = system?.name
    facts["release"] = system?.release
    facts["kubernetes"] = system?.kubernetes
    facts["kernel"] = system?.boot?.kernel
    return facts
  }

  private static func states(_ system: InspectedSystem?) -> [String: String] {
    Dictionary((system?.units ?? []).map { ($0.name, $0.state.rawValue) }) { "\($0), \($1)" }
  }

  /// The root's own identifier differs between any two disks and is told with the partitions.
  private static func arguments(_ system: InspectedSystem?) -> [String: String] {
    let arguments = (system?.boot?.arguments ?? []).filter { !$0.hasPrefix("root=UUID=") }
    return Dictionary(arguments.map { ($0, "") }) { first, _ in first }
  }

  private static func parts(_ contents: ImageContents) -> [String: String] {
    var parts = ["disk": "\(contents.image.size) bytes, \(contents.image.table?.label ?? "not divided")"]
    for partition in contents.image.table?.partitions ?? [] {
      parts[partition.title] = "\(partition.kind), \(partition.size) bytes at \(partition.start)"
      parts["\(partition.title) content"] = contents.partitions[partition.number]?.short
    }
    return parts
  }

  private static func identifiers(_ table: PartitionTable?) -> [String: String] {
    guard let table else { return [:] }
    let own = table.partitions.map { ($0.title, $0.identifier) }
    return Dictionary(own + [("disk", table.identifier)]) { first, _ in first }
  }
}
