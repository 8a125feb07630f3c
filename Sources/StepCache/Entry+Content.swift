import Digests
import TaskGraph

extension Entry {
  /// The digest of a layer together with those below it.
  static func digest(ofLayer changes: ContentDigest, on below: ContentDigest?) -> ContentDigest {
    var encoding = CanonicalEncoding()
    encoding.append("below", below?.hex ?? "")
    encoding.append("changes", changes.hex)
    return encoding.digest
  }

  /// The digest of files together.
  static func digest(of artifacts: [Artifact]) -> ContentDigest {
    var encoding = CanonicalEncoding()
    for artifact in artifacts { encoding.append(artifact.name, artifact.digest.hex) }
    return encoding.digest
  }

  /// The digest of facts that are all that was left.
  static func digest(of facts: [String: String]) -> ContentDigest {
    var encoding = CanonicalEncoding()
    for (name, value) in facts.sorted(by: { $0.key < $1.key }) { encoding.append(name, value) }
    return encoding.digest
  }

  /// Whether a tree with these changes is this layer, on one of the layers that its key names or on none.
  func isLayer(of changes: ContentDigest) -> Bool {
    let below = [nil] + key.fields.filter { $0.kind == .input }.map { ContentDigest(hex: $0.value) }
    return below.contains { Self.digest(ofLayer: changes, on: $0) == digest }
  }

  /// The place of the log inside the store.
  var log: String { "results/\(result)/log" }

  /// The folder of the result's folder that holds what was left; facts need none.
  var contentFolder: String? {
    switch kind {
    case .layer: "tree"
    case .artifacts: "files"
    case .record: nil
    }
  }

  /// Whether facts or files, as the record lists them, are what its digest says; of a layer only its tree tells.
  var isConsistent: Bool {
    switch kind {
    case .layer: artifacts.isEmpty
    case .artifacts: Self.digest(of: artifacts) == digest
    case .record: artifacts.isEmpty && Self.digest(of: facts) == digest
    }
  }
}
