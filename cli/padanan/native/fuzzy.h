/* The exact fuzzy index of one language: what stands in its file (see docs/decisions/0007-fuzzy-index.md).
 *
 * Texts are sorted by length, then by the bytes that a symbol takes; a text's number is its place in that order. What
 * is counted is the feature: two neighbouring symbols, for the first, second, ... time in the text, so that common
 * features are the overlap of two bags. Texts stand in blocks of 65,536; the texts of a block that have a feature are
 * a sorted array of 16-bit numbers or, where they are many, a bitmap. */
#ifndef PADANAN_FUZZY_H
#define PADANAN_FUZZY_H

#include "mapped.h"

#define BLOCK_TEXTS 65536u
#define BITMAP_BYTES (BLOCK_TEXTS / 8)
#define BITMAP_WORDS (BLOCK_TEXTS / 64)
/* From here on a bitmap: adding one costs as much as adding a few hundred texts one by one. */
#define DENSE_TEXTS 1024u

/* Compiled for newer processors, too; the loader of glibc chooses. INLINE: into each of the versions. Tests define FAST
 * as nothing, to see the version for any processor. */
#if defined(FAST)
#elif defined(__x86_64__) && defined(__GNUC__) && defined(__GLIBC__)
#define FAST __attribute__((target_clones("avx512f", "avx2", "default")))
#else
#define FAST
#endif
#if defined(__GNUC__)
#define INLINE static inline __attribute__((always_inline))
#else
#define INLINE static inline
#endif

/* Texts of one length and one width, one after the other. */
struct run {
    uint32_t length; /* symbols */
    uint32_t width;  /* bytes of a symbol: 1, 2 or 4 */
    uint32_t first;  /* number of the first text */
    uint32_t texts;
    uint64_t offset; /* of the first text in the section of symbols, in bytes */
};

/* A place in the hash table of features; free when it has no entries. */
struct slot {
    uint64_t key;
    uint32_t first; /* entry */
    uint32_t entries;
};

/* The texts of a block that have a feature. */
struct entry {
    uint32_t block;
    uint32_t texts;
    uint64_t offset; /* in the section of bitmaps or of arrays, in bytes */
};

enum status { DONE = 0, DAMAGED = 1, NO_MEMORY = 2 };

/* Longer texts have no features: their occurrences would not fit into a key. */
#define LONGEST_TEXT (1u << 22)

/* Two symbols of at most 21 bits, and the occurrence from 0 on. */
static inline uint64_t feature_key(uint32_t first, uint32_t second, uint32_t occurrence) {
    return (uint64_t)first << 43 | (uint64_t)second << 22 | occurrence;
}

/* Fibonacci hashing after a fold (Knuth, The Art of Computer Programming, vol. 3, 6.4). */
INLINE uint64_t spread(uint64_t key) {
    key ^= key >> 29;
    key *= 0x9E3779B97F4A7C15u;
    return key ^ key >> 32;
}

INLINE uint32_t symbol_at(const unsigned char *text, uint32_t width, size_t place) {
    if (width == 1) return text[place];
    if (width == 2) return ((const uint16_t *)(const void *)text)[place];
    return ((const uint32_t *)(const void *)text)[place];
}

#endif
