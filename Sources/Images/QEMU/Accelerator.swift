/// What runs the instructions of a guest.
public enum Accelerator: String, Sendable, Codable {
  /// The processor itself.
  case kvm
  /// QEMU, some ten times slower.
  case tcg

  var options: String {
    switch self {
    case .kvm: "kvm"
    case .tcg: "tcg,thread=multi"
    }
  }
}
