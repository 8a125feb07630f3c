#include "CFuzzer.h"

// Both are libFuzzer's: what it offers, where `-sanitize=fuzzer` links it, and what it asks for.
__attribute__((weak)) int LLVMFuzzerRunDriver(int *, char ***, int (*)(const uint8_t *, size_t));

int LLVMFuzzerTestOneInput(const uint8_t *start, size_t count) {
  (void)start;
  (void)count;
  return 0;
}

int fuzzer_run(int count, char **arguments, int (*take)(const uint8_t *, size_t)) {
  return LLVMFuzzerRunDriver ? LLVMFuzzerRunDriver(&count, &arguments, take) : -1;
}
