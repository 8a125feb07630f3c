/// Passes progress on about ten times a second, however often bytes come.
final class ProgressMeter {
  private let onProgress: (Int64, Int64?) -> Void
  private var total: Int64?
  private var next = ContinuousClock.now

  /// A meter that tells `onProgress` the bytes so far and the size.
  init(_ onProgress: @escaping (Int64, Int64?) -> Void) {
    self.onProgress = onProgress
  }

  /// Bytes are about to come.
  func begin(done: Int64, total: Int64?) {
    self.total = total
    update(done: done)
  }

  /// Bytes have come.
  func update(done: Int64) {
    let now = ContinuousClock.now
    guard now >= next else { return }
    next = now + .milliseconds(100)
    onProgress(done, total)
  }

  /// All bytes have come.
  func finish(done: Int64) {
    onProgress(done, done)
  }
}
