import SystemPackage

/// What starts a machine before its disk does.
public enum Firmware: String, Sendable, CaseIterable, Codable {
  /// A BIOS.
  case seabios
  /// UEFI without Secure Boot.
  case ovmf
  /// UEFI that starts nothing but what Microsoft's keys have signed.
  case ovmfSecureBoot

  /// The kind of machine that it starts.
  var machine: String { self == .ovmfSecureBoot ? "q35,smm=on" : "q35" }

  /// QEMU's options for it.
  ///
  /// - Parameter copy: the machine's own copy of the variables; without one, what it writes is thrown away.
  func flash(variables copy: FilePath?) -> [String] {
    guard let code, let variables else { return [] }
    let protection = self == .ovmfSecureBoot ? ["-global", "driver=cfi.pflash01,property=secure,value=on"] : []
    let own = copy.map { "file=\(Machine.escaped($0))" } ?? "snapshot=on,file=\(variables)"
    return protection + [
      "-drive", "if=pflash,unit=0,format=raw,readonly=on,file=\(code)", "-drive", "if=pflash,unit=1,format=raw,\(own)",
    ]
  }

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
