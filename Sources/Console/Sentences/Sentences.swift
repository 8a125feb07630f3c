/// What the program says; every sentence that a user reads stands in a file of this folder or in a report's `text`.
enum Sentences {}
