import StepCache
import TaskGraph

/// What a work itself reads otherwise than the last time: all that is known before its inputs are done, without what only
/// tells of the works before it.
func ownDifferences(of work: Work, since last: History.Item) -> [KeyDifference] {
  let isOwn: (KeyField) -> Bool = { ![.input, .phase, .format, .description].contains($0.kind) }
  return KeyDifference.between(last.fields.filter(isOwn), work.fields.filter(isOwn))
}
