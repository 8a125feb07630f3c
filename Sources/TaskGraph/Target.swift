/// What is typed after `build-`: a provider, an operating system and perhaps a variant.
public struct Target: Hashable, Sendable, Codable, CustomStringConvertible {
  /// The provider that the image is for: `qemu`.
  public let provider: String
  /// The operating system with its release: `debian-12`.
  public let system: String
  /// What distinguishes this target from the plain one of its provider and system: `efi`.
  public let variant: String?

  /// Names a target by its parts.
  public init(provider: String, system: String, variant: String? = nil) {
    self.provider = provider
    self.system = system
    self.variant = variant
  }

  /// The name without a family: `qemu-debian-12`.
  public var name: String {
    ([provider, system] + (variant.map { [$0] } ?? [])).joined(separator: "-")
  }

  /// The goal that builds it: `build-qemu-debian-12`.
  public var goal: String { "build-\(name)" }

  /// The name without a family.
  public var description: String { name }
}
