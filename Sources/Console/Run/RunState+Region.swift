extension RunState {
  /// The lines that are redrawn: what runs, what waits, and the downloads; at most so many.
  func region(at time: Double, height: Int) -> [Line] {
    guard isActive else { return [] }
    let works = running.filter { outline.index[$0.name]?.isDownload != true }
    var lines = works.map { $0.waitsFor != nil ? layout.locked($0, at: time) : layout.running($0, at: time) }
    var below: [Line] = []
    if !waitingPhases.isEmpty { below.append(layout.waiting(waitingPhases)) }
    if running.count > works.count { below.append(layout.downloading(downloads, at: time)) }
    let room = max(1, height - below.count)
    if lines.count > room {
      lines = lines.prefix(max(0, room - 1)) + [Sentences.more(lines.count - max(0, room - 1))]
    }
    return Array((lines + below).prefix(max(1, height)))
  }
}
