import ImageSandbox

extension Image {
  /// Makes systemd start units at boot.
  public func enableService(_ units: String...) async throws {
    try await run(SandboxCommand(["systemctl", "enable"] + units))
  }

  /// Keeps systemd from starting units at boot by themselves.
  public func disableService(_ units: String...) async throws {
    try await run(SandboxCommand(["systemctl", "disable"] + units))
  }

  /// Keeps units from being started at all.
  public func maskService(_ units: String...) async throws {
    try await run(SandboxCommand(["systemctl", "mask"] + units))
  }
}
