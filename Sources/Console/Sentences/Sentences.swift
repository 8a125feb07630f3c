/// What the program says; every sentence that a user reads stands in a file of this folder, in
/// `Layout`, or in a report's `text`.
enum Sentences {}
