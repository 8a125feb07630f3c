import Engine
import ImageTree
import TaskGraph
import Variables

/// The program that plays roles; needed only where roles are named.
let ansibleTool = Tool("ansible-playbook", package: "ansible-core")

/// Where the established project runs the roles that users name, in the words of its variables.
private let places: [(variable: VariableName, phase: PhaseName, isBefore: Bool)] = [
  (.firstbootCustomRolesPre, "setup", true),
  (.firstbootCustomRolesPost, "setup", false),
  (.nodeCustomRolesPre, "node", true),
  (.customRoleNames, "custom", false),
  (.nodeCustomRolesPost, "custom", false),
  (.nodeCustomRolesPostSysprep, "sysprep", false),
]

/// FIRSTBOOT-2, FIRSTBOOT-3: the roles that run before or after a phase, a step for each variable that names some.
func attachedRoles(to phase: PhaseName, isBefore: Bool, _ circumstances: Circumstances) throws -> [Step<Image>] {
  try places.filter { $0.phase == phase && $0.isBefore == isBefore }.flatMap { place in
    try steps(for: place.variable, circumstances)
  }
}

/// Whether a target's variables name roles that Ansible may have to play.
func namesAnsibleRoles(_ values: VariableSet) -> Bool {
  places.contains { place in
    guard case .list(let names)? = values[place.variable]?.value else { return false }
    return names.contains { optionalRoles[$0] == nil }
  }
}

/// Whether a target's variables have a driver built before the provider's kernel comes.
func buildsDriverEarly(_ values: VariableSet) -> Bool {
  guard values[.gpuVendor].map({ !$0.value.text.isEmpty }) ?? false else { return false }
  return places.contains { place in
    guard case .list(let names)? = values[place.variable]?.value else { return false }
    return names.contains("gpu") && ["setup", "node"].contains(place.phase)
  }
}

/// The project's own roles that a target's variables name, where the user has none of these names.
func ownRoles(_ circumstances: Circumstances) throws -> Set<String> {
  var own: Set<String> = []
  for place in places {
    guard let variable = circumstances.values[place.variable] else { continue }
    let named = try roleNames(place.variable, circumstances).filter { optionalRoles[$0] != nil }
    if named.isEmpty { continue }
    let search = try RoleSearch(variable, circumstances)
    own.formUnion(named.filter { !search.has($0) })
  }
  return own
}

private func steps(for name: VariableName, _ circumstances: Circumstances) throws -> [Step<Image>] {
  guard let variable = circumstances.values[name] else { return [] }
  let names = try roleNames(name, circumstances)
  if names.isEmpty { return [] }
  let search = try RoleSearch(variable, circumstances)
  var steps: [Step<Image>] = []
  var pending: [RoleSearch.Found] = []
  for name in names {
    // A role of the user's goes before the project's own of that name.
    if let optional = optionalRoles[name], !search.has(name) {
      steps += try play(pending, of: variable, search, circumstances) + optional
      pending = []
    } else {
      pending.append(try search.role(name))
    }
  }
  return try steps + play(pending, of: variable, search, circumstances)
}

/// One step for roles that follow one another.
private func play(
  _ roles: [RoleSearch.Found], of variable: ResolvedVariable, _ search: RoleSearch, _ circumstances: Circumstances
) throws -> [Step<Image>] {
  if roles.isEmpty { return [] }
  let others = try search.others(of: roles)
  let values = circumstances.declared([.ansibleUserVars, .customRolesNetwork, .customRolesExpire], by: "roles")
  let lifetime = try values.duration(.customRolesExpire)
  let run = RoleRun(
    variable: variable.name.rawValue, roles: roles.map { RoleRun.Role(name: $0.name, file: $0.file.name) },
    others: others.map { RoleRun.Role(name: $0.name, file: $0.file.name) },
    variables: try forwardedVariables(to: (roles + others).map(\.text), circumstances),
    userVariables: try values.string(.ansibleUserVars), network: try values.boolean(.customRolesNetwork))
  let files = (roles + others).map(\.file)
  return [
    try Step(
      run.title, parameter: run, files: { _ in files }, folder: "hooks", lifetime: lifetime > 0 ? lifetime : nil
    ) { image, run in
      try await runRoles(run, in: image)
    }
  ]
}

/// The roles that a variable names; those of `custom_role_names` without what runs before node or after sysprep.
private func roleNames(_ name: VariableName, _ circumstances: Circumstances) throws -> [String] {
  let values = circumstances.declared(places.map(\.variable), by: "roles")
  let names = try values.list(name)
  guard name == .customRoleNames else { return names }
  let elsewhere = try values.list(.nodeCustomRolesPre) + values.list(.nodeCustomRolesPostSysprep)
  return names.filter { !elsewhere.contains($0) }
}
