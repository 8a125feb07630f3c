/// The hint for a mistyped name: ``did you mean `a` or `b`?``; nil where nothing resembles it.
public func didYouMean(_ candidates: [String]) -> String? {
  guard !candidates.isEmpty else { return nil }
  return "did you mean " + candidates.map { "`\($0)`" }.joined(separator: " or ") + "?"
}
