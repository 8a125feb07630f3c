/// The word most like a text, when no more than `limit` slips lead from one to the other; capitals and hyphens are no slips.
func nearest(to text: String, among words: some Sequence<String>, within limit: Int) -> String? {
  let wanted = Array(text.lowercased().replacing("-", with: "_").utf8)
  var best: (word: String, distance: Int)?
  for word in words {
    let candidate = Array(word.lowercased().replacing("-", with: "_").utf8)
    let bound = min(limit, best?.distance ?? limit)
    guard abs(candidate.count - wanted.count) <= bound else { continue }
    let distance = damerauLevenshtein(wanted, candidate)
    if distance > bound { continue }
    if let best, (best.distance, best.word) < (distance, word) { continue }
    best = (word, distance)
  }
  return best?.word
}

/// How many slips a name of some length is forgiven: short names are too alike to guess at.
func forgivenSlips(_ name: String) -> Int {
  switch name.utf8.count {
  case ..<4: 0
  case ..<8: 1
  default: 2
  }
}

/// The least number of insertions, deletions, replacements and swaps of neighbours (optimal string alignment).
func damerauLevenshtein(_ left: [UInt8], _ right: [UInt8]) -> Int {
  var beforeLast = [Int](repeating: 0, count: right.count + 1)
  var last = Array(0...right.count)
  for i in 0..<left.count {
    var row = [i + 1]
    row.reserveCapacity(right.count + 1)
    for j in 0..<right.count {
      var cost = min(last[j + 1] + 1, row[j] + 1, last[j] + (left[i] == right[j] ? 0 : 1))
      if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] { cost = min(cost, beforeLast[j - 1] + 1) }
      row.append(cost)
    }
    beforeLast = last
    last = row
  }
  return last[right.count]
}

/// The word that was probably meant by a misspelt one; nil where none is near.
public func nearestWord(to word: String, among words: [String]) -> String? {
  nearest(to: word, among: words, within: forgivenSlips(word))
}
