import ImageSandbox

/// Whether input and output of this process are a terminal, so that somebody can be asked.
public var isAtTerminal: Bool { ((try? StandardStreams())?.window) != nil }

/// The line that is typed next at the terminal; nil at its end, if the calling task is cancelled, and without a terminal.
public func answerOnTerminal() async -> String? {
  guard let streams = try? StandardStreams(), streams.window != nil else { return nil }
  var line: [UInt8] = []
  for await input in streams.input {
    switch input {
    case .end: return nil
    case .window: continue
    case .bytes(let bytes):
      line += bytes
      if line.contains(UInt8(ascii: "\n")) {
        return String(decoding: line.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
      }
    }
  }
  return nil
}
