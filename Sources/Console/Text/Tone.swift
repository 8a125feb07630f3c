/// What a piece of text means to the eye; a palette decides what it looks like.
enum Tone: Sendable {
  case plain, strong, faint, good, bad, doubtful, active

  /// The parameters of the escape sequence that sets it: the sixteen colours that every scheme keeps legible.
  fileprivate var parameters: String? {
    switch self {
    case .plain: nil
    case .strong: "1"
    case .faint: "2"
    case .good: "32"
    case .bad: "1;31"
    case .doubtful: "33"
    case .active: "36"
    }
  }
}

extension Line {
  /// The text for a terminal, in colours if these are wanted.
  func text(inColor: Bool) -> String {
    spans.map { span in
      guard inColor, let parameters = span.tone.parameters, !span.text.isEmpty else { return span.text }
      return "\u{1B}[\(parameters)m\(span.text)\u{1B}[0m"
    }.joined()
  }
}
