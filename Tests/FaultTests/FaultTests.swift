import Glibc
import Testing

/// Builds to which something happens; they share the mirror of a tiny distribution and an undisturbed build of it. The
/// suites run beside each other, as their builds mostly wait.
@Suite(.enabled(if: geteuid() == 0, "these tests mount"), .onFaultBench, .timeLimit(.minutes(20)))
enum FaultTests {}
