import Engine
import Variables

/// What booted copies of a disk are checked for, and what one of them is told to become.
struct BootPlan: Encodable, Sendable {
  /// What every machine is checked for, besides `bootChecks`.
  let checks: String
  /// What the machine becomes that the first firmware starts; nil where all of them are ordinary.
  let controlPlane: ControlPlane?

  /// Works it out from variables; throws `Failure` where they contradict each other.
  init(checks: String, _ circumstances: Circumstances) throws {
    let values = circumstances.declared([.bootCheck], by: "the boot phase")
    self.checks = checks
    self.controlPlane = try values.string(.bootCheck) == "kubeadm" ? try ControlPlane(circumstances) : nil
  }
}
