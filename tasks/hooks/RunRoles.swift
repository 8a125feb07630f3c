import Engine
import FoundationEssentials
import ImageSandbox
import ImageTree
import Shell
import Variables

/// Plays roles on the image by the builder's Ansible, and says which of their tasks a sandbox cannot truly perform.
func runRoles(_ run: RoleRun, in image: Image) async throws {
  if try await !image.exists("/usr/bin/python3") { try await image.installPackages(["python3"]) }
  try await writeFiles(of: run, into: image)
  do {
    try await image.run(command(of: run))
  } catch let error as CommandError {
    throw failure(of: run, error)
  }
  try await tellOmissions(of: run, in: image)
  try await image.remove(AnsibleFiles.place)
}

private func writeFiles(of run: RoleRun, into image: Image) async throws {
  let place = AnsibleFiles.place
  for (name, text) in AnsibleFiles.texts(image: Surroundings.imagePlace).sorted(by: { $0.key < $1.key }) {
    try await image.write(text, to: "\(place)/\(name)")
  }
  for (name, text) in AnsibleFiles.programs.sorted(by: { $0.key < $1.key }) {
    try await image.write(text, to: "\(place)/programs/\(name)", mode: 0o755)
  }
  for role in run.roles + run.others {
    try await image.copyTree(image.userFile(role.file), to: "\(place)/roles/\(role.name)")
  }
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
  let variables = String(
    decoding: try encoder.encode(run.variables.merging(try proxies(of: run, image)) { own, _ in own }), as: UTF8.self)
  let roles = String(decoding: try encoder.encode(run.roles.map(\.name)), as: UTF8.self)
  try await image.write(variables + "\n", to: "\(place)/variables.json", mode: 0o600)
  try await image.write("- hosts: image\n  roles: \(roles)\n", to: "\(place)/play.yml")
}

/// The proxies by the names of their variables, which roles may ask for; empty where there is no network.
private func proxies(of run: RoleRun, _ image: Image) throws -> [String: String] {
  let values = run.network ? try proxyEnvironment(image.values) : [:]
  return Dictionary(uniqueKeysWithValues: proxyReads.map { ($0.rawValue, values[$0.rawValue] ?? "") })
}

private func command(of run: RoleRun) -> SandboxCommand {
  let place = Surroundings.imagePlace + AnsibleFiles.place
  let path = Surroundings.environment(sourceDateEpoch: 0)["PATH"] ?? ""
  return SandboxCommand(
    ["ansible-playbook", "--inventory", "\(place)/hosts", "--extra-vars", "@\(place)/variables.json"]
      + (run.userVariables.isEmpty ? [] : ["--extra-vars", run.userVariables]) + ["\(place)/play.yml"],
    environment: [
      "ANSIBLE_CALLBACK_PLUGINS": "\(place)/callback",
      "ANSIBLE_CALLBACKS_ENABLED": "omissions",
      "ANSIBLE_CONFIG": "\(place)/ansible.cfg",
      "ANSIBLE_CONNECTION_PLUGINS": "\(place)/connection",
      "ANSIBLE_HOME": "/tmp/ansible",
      "ANSIBLE_LOCAL_TEMP": "/tmp/ansible/local",
      "ANSIBLE_NOCOLOR": "1",
      "ANSIBLE_PYTHON_INTERPRETER": "/usr/bin/python3",
      // As who is root already, a task that becomes root needs no sudo.
      "ANSIBLE_REMOTE_USER": "root",
      "ANSIBLE_REMOTE_TEMP": "\(AnsibleFiles.place)/tmp",
      "ANSIBLE_RETRY_FILES_ENABLED": "0",
      "ANSIBLE_ROLES_PATH": "\(place)/roles",
      "PATH": "\(AnsibleFiles.place)/programs:\(path)",
      // Of the image's Python, and of the builder's, where nothing lies there.
      "PYTHONPATH": "\(AnsibleFiles.place)/python",
      "PYTHONDONTWRITEBYTECODE": "1",
    ], network: run.network, root: .host, entersImage: true)
}

/// What Ansible said of the task that failed, rather than how it ended.
private func failure(of run: RoleRun, _ error: CommandError) -> Failure {
  let fatal = error.lastLines.first { $0.hasPrefix("fatal: ") || $0.hasPrefix("ERROR! ") || $0.hasPrefix("failed: ") }
  let task = error.lastLines.last { $0.hasPrefix("TASK [") || $0.hasPrefix("RUNNING HANDLER [") }
  let name = task.flatMap { $0.split(separator: "[").last?.split(separator: "]").first }
  let lacksNetwork = ["resolv", "Network is unreachable", "urlopen error"].contains { (fatal ?? "").contains($0) }
  return Failure(
    "a role of \(run.variable) failed" + (name.map { ": \($0)" } ?? ""),
    command: error.command.shellText, lines: fatal.map { [$0] } ?? error.lastLines,
    hint: !run.network && lacksNetwork
      ? "roles have no network unless custom_roles_network is true"
      : "`image-builder log` shows all that Ansible said")
}

/// Warns of every task that did not do what it would on a machine.
private func tellOmissions(of run: RoleRun, in image: Image) async throws {
  guard try await image.exists(AnsibleFiles.omissions) else { return }
  for line in try await image.read(AnsibleFiles.omissions).split(separator: "\n") {
    image.omissions.add("\(line), which a sandbox cannot do (\(run.variable))")
  }
}
