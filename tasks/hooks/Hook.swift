import Engine
import TaskGraph
import Variables

/// A script of the user's that runs before or after a phase: a line of `hooks`.
struct Hook: Encodable, Equatable {
  /// What messages call it: its name, or that of its file.
  let name: String
  /// The phase that the user names.
  let phase: String
  /// Whether it runs before that phase's own steps, and not after them.
  let isBefore: Bool
  /// The file, as the user names it.
  let script: String
  /// Whether it has the network.
  let network: Bool
  /// Whether it needs the kernel that machines will run, also where a provider installs that later: to build a module.
  let needsFinalKernel: Bool
  /// How long what it made stays good, in seconds; nil for as long as nothing that it depends on changes.
  let lifetime: Int64?

  /// The phases that change the image.
  static let phases: [PhaseName] = [
    "base", "setup", "node", "containerd", "kubernetes", "components", "provider", "custom", "sysprep",
  ]

  /// The phases after which a script judges an image, and changes nothing.
  static let gates: [PhaseName] = ["check", "boot"]

  /// The words of a step: `run the hook tune after node`.
  var title: String { "run the hook \(name) \(isBefore ? "before" : "after") \(phase)" }

  /// Takes the fields of a record; throws `Failure` for what cannot be meant.
  init(_ record: [String: String]) throws {
    script = record["script"] ?? ""
    name = record["name"] ?? script.split(separator: "/").last.map(String.init) ?? script
    let places = [("before", record["before"]), ("after", record["after"])].filter { $0.1 != nil }
    guard places.count == 1, let place = places.first, let phase = place.1 else {
      throw Failure(
        "hooks: `\(name)` must have either `before` or `after`, with a phase", hint: "write `after: node`, for example")
    }
    try Self.check(name, at: phase, isBefore: place.0 == "before")
    self.phase = phase
    isBefore = place.0 == "before"
    network = try Self.truth(record["network"], "network", of: name)
    needsFinalKernel = try Self.truth(record["final_kernel"], "final_kernel", of: name)
    lifetime = try Self.seconds(record["expires"], of: name)
    if judges, let field = ["network", "final_kernel", "expires"].first(where: { record[$0] != nil }) {
      throw Failure(
        "hooks: `\(field)` of `\(name)` has no meaning after \(phase), where a script looks at a finished image",
        hint: "leave it out, or name a phase that changes the image")
    }
  }

  /// Whether it says if an image is right, and changes nothing.
  var judges: Bool { !isBefore && Self.gates.contains { $0.rawValue == phase } }

  /// The phase whose layer has what it changes; before a phase that changes nothing that is the last one that does.
  var home: PhaseName { Self.phases.contains { $0.rawValue == phase } ? PhaseName(rawValue: phase) : "sysprep" }

  /// Whether it runs before the steps of `home`.
  var precedesHome: Bool { isBefore && home.rawValue == phase }

  /// Throws `Failure` where a script cannot mean anything.
  private static func check(_ name: String, at phase: String, isBefore: Bool) throws {
    switch (phase, isBefore) {
    case ("base", true):
      throw Failure("hooks: `\(name)` cannot run before base: there is no image yet", hint: "write `after: base`")
    case ("check", _), ("disk", true), ("boot", false): return
    case ("boot", true):
      throw Failure(
        "hooks: `\(name)` cannot run before boot: the disk is made, and what is booted is a copy of it",
        hint: "`after: boot` runs in that copy, and `before: disk` changes what the disk is made of")
    case ("disk", false), ("package", _), ("publish", _):
      throw Failure(
        "hooks: `\(name)` cannot run \(isBefore ? "before" : "after") \(phase): what was proven is the disk, and no script "
          + "changes it any more",
        hint: "`before: disk` changes what the disk is made of; what takes the finished file runs after the build")
    case _ where !phases.contains { $0.rawValue == phase }:
      throw Failure(
        "hooks: `\(name)` names the phase `\(phase)`, which does not exist",
        hint:
          "the phases are \((phases + ["check", "disk", "boot", "package"]).map(\.rawValue).joined(separator: ", "))")
    default: return
    }
  }

  private static func seconds(_ text: String?, of name: String) throws -> Int64? {
    guard let text else { return nil }
    guard let seconds = TimeSpan.seconds(in: text), seconds > 0 else {
      throw Failure("hooks: `expires` of `\(name)` is `\(text)`, no length of time", hint: "write 1d, or 12h")
    }
    return seconds
  }

  private static func truth(_ text: String?, _ field: String, of name: String) throws -> Bool {
    switch text?.lowercased() {
    case nil, "", "false", "no", "off": return false
    case "true", "yes", "on": return true
    default: throw Failure("hooks: `\(field)` of `\(name)` is neither true nor false")
    }
  }
}
