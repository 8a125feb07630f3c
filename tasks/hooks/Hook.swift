import Engine
import TaskGraph
import Variables

/// A script of the user's that runs in the image before or after a phase: a line of `hooks`.
struct Hook: Encodable, Equatable {
  /// What messages call it: its name, or that of its file.
  let name: String
  /// The phase that it belongs to.
  let phase: String
  /// Whether it runs before the phase's own steps, and not after them.
  let isBefore: Bool
  /// The file, as the user names it.
  let script: String
  /// Whether it has the network.
  let network: Bool
  /// Whether it needs the kernel that machines will run, also where a provider installs that later: to build a module.
  let needsFinalKernel: Bool
  /// How long what it made stays good, in seconds; nil for as long as nothing that it depends on changes.
  let lifetime: Int64?

  /// The phases that hooks can be attached to: those that change the image.
  static let phases: [PhaseName] = [
    "base", "setup", "node", "containerd", "kubernetes", "components", "provider", "custom", "sysprep",
  ]

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
    guard Self.phases.contains(where: { $0.rawValue == phase }) else {
      let isLater = ["check", "disk", "boot", "package", "publish"].contains(phase)
      throw Failure(
        isLater
          ? "hooks: `\(name)` cannot run \(place.0) \(phase), which changes nothing of the image"
          : "hooks: `\(name)` names the phase `\(phase)`, which does not exist",
        hint: isLater
          ? "`after: sysprep` is the last moment at which an image can be changed"
          : "the phases that change an image are \(Self.phases.map(\.rawValue).joined(separator: ", "))")
    }
    self.phase = phase
    isBefore = place.0 == "before"
    guard !isBefore || phase != "base" else {
      throw Failure("hooks: `\(name)` cannot run before base: there is no image yet", hint: "write `after: base`")
    }
    network = try Self.truth(record["network"], "network", of: name)
    needsFinalKernel = try Self.truth(record["final_kernel"], "final_kernel", of: name)
    lifetime = try Self.seconds(record["expires"], of: name)
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
