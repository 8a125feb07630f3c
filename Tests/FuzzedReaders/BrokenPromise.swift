/// What a reader did that it must never do.
struct BrokenPromise: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) {
    self.description = description
  }
}

/// Throws unless what a reader promises is so.
func promise(_ isKept: Bool, _ what: @autoclosure () -> String) throws(BrokenPromise) {
  if !isKept { throw BrokenPromise(what()) }
}
