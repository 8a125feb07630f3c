import Synchronization

/// What somebody wanted done to an image that a sandbox cannot truly do.
public final class Omissions: Sendable {
  private let sentences = Mutex<[String]>([])
  private let onSentence: @Sendable (String) -> Void

  init(onSentence: @escaping @Sendable (String) -> Void) {
    self.onSentence = onSentence
  }

  /// All of them, in order.
  public var all: [String] { sentences.withLock { $0 } }

  /// Notes one and tells of it.
  public func add(_ sentence: String) {
    sentences.withLock { $0.append(sentence) }
    onSentence(sentence)
  }
}
