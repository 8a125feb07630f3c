import Engine

/// Roles that run one after another at one place, as Ansible plays them.
struct RoleRun: Encodable {
  /// A role, and where the step finds its files.
  struct Role: Encodable, Equatable {
    /// The name that the play calls it by.
    let name: String
    /// What its files are called among those of the step.
    let file: String
  }

  /// The variable that names them, for messages.
  let variable: String
  /// The roles in their order.
  let roles: [Role]
  /// The roles that these name in turn.
  let others: [Role]
  /// What they are told: those variables whose names their files hold.
  let variables: [String: String]
  /// What the user tells them: `name=value` words, or JSON.
  let userVariables: String
  /// Whether they have the network.
  let network: Bool

  /// The words of a step: `run the roles a and b of node_custom_roles_pre`.
  var title: String {
    let names = roles.map(\.name)
    let text = names.count > 1 ? "roles \(names.dropLast().joined(separator: ", ")) and \(names.last ?? "")" : "role "
    return "run the \(names.count > 1 ? text : text + names.joined()) of \(variable)"
  }
}
