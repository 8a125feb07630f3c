#ifndef CFUZZER_H
#define CFUZZER_H

#include <stddef.h>
#include <stdint.h>

/// Lets libFuzzer call `take` with inputs of its making, as its arguments say; returns what the process should exit with.
/// -1 where the program was built without libFuzzer.
int fuzzer_run(
    int count, char *_Nullable *_Nonnull arguments, int (*_Nonnull take)(const uint8_t *_Nullable start, size_t count));

#endif
