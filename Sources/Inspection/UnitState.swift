/// A unit of systemd that the administrator's folder turns on or off.
public struct UnitState: Sendable, Hashable, Encodable {
  /// What is done with it.
  public enum State: String, Sendable, Encodable {
    /// Something that is started wants it.
    case enabled
    /// It cannot be started.
    case masked
  }

  /// Its name: `kubelet.service`.
  public let name: String
  /// What is done with it.
  public let state: State

  /// Says what is done with a unit.
  public init(name: String, state: State) {
    self.name = name
    self.state = state
  }

  /// The units of `/etc/systemd/system`, by name.
  ///
  /// - Parameter links: where each link points to, by its path below that folder.
  public static func list(links: [String: String]) -> [UnitState] {
    var found: Set<UnitState> = []
    for (path, target) in links {
      let parts = path.split(separator: "/")
      if parts.count == 1, let unit = parts.last, target == "/dev/null" {
        found.insert(UnitState(name: String(unit), state: .masked))
      } else if parts.count == 2, let unit = parts.last, target != "/dev/null",
        parts[0].hasSuffix(".wants") || parts[0].hasSuffix(".requires")
      {
        found.insert(UnitState(name: String(unit), state: .enabled))
      }
    }
    return found.sorted { ($0.name, $0.state.rawValue) < ($1.name, $1.state.rawValue) }
  }
}
