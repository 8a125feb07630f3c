import Testing

/// Whole pipelines of a tiny distribution, up to a phase that matters; the suites share one bench, and so its base.
@Suite(.onTinyBench, .timeLimit(.minutes(10)))
enum TinyTests {}
