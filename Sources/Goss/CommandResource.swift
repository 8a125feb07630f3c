/// A resource `command`: how it ends and what it says. It runs in the booted copy; with the note `sealed: true` on the
/// sealed tree too.
enum CommandResource {
  /// In seconds: what takes a moment on a machine takes long where a processor is only played.
  private static let leastTime = 300

  /// What its attributes demand.
  static func statements(_ attributes: inout Attributes, prefix: String) throws(SpecificationError) -> [Statement] {
    guard let status = try attributes.number("exit-status") else { throw attributes.missing("exit-status") }
    let command = try attributes.text("exec") ?? attributes.name
    let time = max(leastTime, (try attributes.number("timeout") ?? 0) / 1000)
    let (out, err) = (try attributes.texts("stdout"), try attributes.texts("stderr"))
    let places: [Place] = try attributes.note("sealed") ? [.sealed, .booted] : [.booted]
    let title = "\(prefix)`\(attributes.name)`"
    return places.flatMap { place in
      [
        Statement(place, "run_command", ["\(time)", command]),
        Statement(place, "command_ends", ["\(title) ends with status \(status)", "\(status)"]),
      ] + says("out", out, place, title) + says("err", err, place, title)
    }
  }

  private static func says(_ stream: String, _ patterns: [String], _ place: Place, _ title: String) -> [Statement] {
    patterns.map { written in
      let pattern = TextPattern(written)
      let verb = stream == "out" ? "say" : "complain of"
      let does = pattern.isWanted ? (stream == "out" ? "says" : "complains of") : "does not \(verb)"
      let name = "\(title) \(does) `\(pattern.text)`"
      return Statement(place, "command_says", [name, stream] + pattern.arguments)
    }
  }
}
