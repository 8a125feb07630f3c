/// What starts a machine before its disk does.
public enum Firmware: String, Sendable, CaseIterable, Codable {
  /// A BIOS.
  case seabios
  /// UEFI without Secure Boot.
  case ovmf
  /// UEFI that starts nothing but what Microsoft's keys have signed.
  case ovmfSecureBoot

  /// Its code, read-only; nil where QEMU has it built in.
  var code: String? {
    switch self {
    case .seabios: nil
    case .ovmf: "/usr/share/OVMF/OVMF_CODE_4M.fd"
    case .ovmfSecureBoot: "/usr/share/OVMF/OVMF_CODE_4M.ms.fd"
    }
  }

  /// The variables to start with, of which each machine gets a copy.
  var variables: String? {
    switch self {
    case .seabios: nil
    case .ovmf: "/usr/share/OVMF/OVMF_VARS_4M.fd"
    case .ovmfSecureBoot: "/usr/share/OVMF/OVMF_VARS_4M.ms.fd"
    }
  }
}
