import Engine
import TaskGraph
import Variables

/// What the templates of specifications know: the names of the established project, what the user's file sets, and our
/// variables; the first one that knows a name has it.
struct CheckVariables {
  private let own: VariableSet
  private let users: [String: String]
  private let established: [String: String]

  /// What is known of a target, and in the user's file.
  init(_ circumstances: Circumstances, users: [String: String]) throws {
    let values = circumstances.declared(
      [.architecture, .distributionName, .kubernetesSemver, .kubernetesCNISemver], by: "the checks")
    let target = circumstances.target
    own = circumstances.values
    self.users = users
    established = [
      "OS": try values.string(.distributionName).lowercased(), "OS_VERSION": Self.version(of: target.system),
      "PROVIDER": Self.providers[target.provider] ?? target.provider, "ARCH": try values.string(.architecture),
      "arch": try values.string(.architecture),
      "kubernetes_version": String(try values.string(.kubernetesSemver).dropFirst()),
      "kubernetes_cni_version": String(try values.string(.kubernetesCNISemver).dropFirst()),
    ]
  }

  /// The value of a name; nil where nobody knows it, or where it is a secret.
  func value(of name: String) -> String? {
    if let value = established[name] ?? users[name] { return value }
    if let value = own[VariableName(rawValue: name)]?.value {
      if case .secret = value { return nil }
      return value.text
    }
    // What stands below a name: an entry of a map.
    guard let dot = name.firstIndex(of: "."),
      case .map(let entries)? = own[VariableName(rawValue: String(name[..<dot]))]?.value
    else { return nil }
    return entries[String(name[name.index(after: dot)...])]
  }

  /// Where the established checks know a provider by another name.
  private static let providers = ["ami": "amazon", "aws": "amazon", "gce": "gcp", "huawei": "huaweicloud"]

  /// `12` of `debian-12`, `22.04` of `ubuntu-2204`.
  private static func version(of system: String) -> String {
    let version = system.split(separator: "-").last.map(String.init) ?? ""
    return version.count == 4 ? "\(version.prefix(2)).\(version.suffix(2))" : version
  }
}
