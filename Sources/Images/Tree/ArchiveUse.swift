import Synchronization

/// What an image took from package archives while it was worked on, and what these were like then.
public final class ArchiveUse: Sendable {
  private struct State {
    var states: [String: String] = [:]
    var requests: [PackageRequest] = []
    var sources: [String: String] = [:]
    var images: [String: String] = [:]
    var noted: Set<String> = []
  }

  private let state = Mutex(State())

  init() {}

  /// The state of each archive that was used, by its address: the first digits of a digest over its lists.
  public var states: [String: String] { state.withLock { $0.states } }

  /// What was asked, in order.
  public var requests: [PackageRequest] { state.withLock { $0.requests } }

  /// The versions of source packages that were fetched, by name.
  public var sources: [String: String] { state.withLock { $0.sources } }

  /// The digests of container images that were pulled, by name.
  public var images: [String: String] { state.withLock { $0.images } }

  /// Notes a container image that was pulled.
  public func note(image name: String, digest: String) {
    state.withLock { $0.images[name] = digest }
  }

  /// Whether the states of the archives that this text names were noted.
  func knows(_ sources: String) -> Bool { state.withLock { $0.noted.contains(sources) } }

  /// Notes what archives are like; later states replace earlier ones.
  func note(_ states: [String: String], of sources: String) {
    state.withLock { state in
      state.states.merge(states) { _, new in new }
      state.noted.insert(sources)
    }
  }

  /// Notes a request.
  func note(_ request: PackageRequest) {
    state.withLock { $0.requests.append(request) }
  }

  /// Notes a source package that was fetched.
  func note(source name: String, version: String) {
    state.withLock { $0.sources[name] = version }
  }
}
