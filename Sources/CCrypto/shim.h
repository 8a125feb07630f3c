#pragma once
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <stdlib.h>

// A hash cannot fail but for want of memory, and then it ends the process as Swift's own allocations do.

/// A context that has begun a hash; never NULL.
static inline EVP_MD_CTX *_Nonnull ccrypto_begin(const EVP_MD *_Nonnull algorithm) {
  EVP_MD_CTX *context = EVP_MD_CTX_new();
  if (!context || EVP_DigestInit_ex(context, algorithm, NULL) != 1) abort();
  return context;
}

/// Takes the next bytes.
static inline void ccrypto_update(EVP_MD_CTX *_Nonnull context, const void *_Nullable bytes, size_t count) {
  if (EVP_DigestUpdate(context, bytes, count) != 1) abort();
}

/// Writes the hash; returns how many bytes it has. The context must be freed after that.
static inline unsigned ccrypto_finish(EVP_MD_CTX *_Nonnull context, unsigned char hash[_Nonnull EVP_MAX_MD_SIZE]) {
  unsigned count = 0;
  if (EVP_DigestFinal_ex(context, hash, &count) != 1) abort();
  return count;
}

/// Writes the HMAC-SHA256 of a message.
static inline void ccrypto_hmac_sha256(const void *_Nullable key, size_t key_count, const void *_Nullable message,
                                       size_t message_count, unsigned char hash[_Nonnull 32]) {
  // HMAC() takes a NULL key for "the one of the last call".
  if (!HMAC(EVP_sha256(), key ? key : "", (int)key_count, message, message_count, hash, NULL)) abort();
}
