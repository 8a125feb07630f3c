import Console
import Variables

/// `did you mean ...?` for a word that is nearly one of these; nil where none is near.
func suggestion(for word: String, among known: [String]) -> String? {
  nearestWord(to: word, among: known).flatMap { didYouMean([$0]) }
}
