/* What the kernels of the evaluation share: growing buffers, words as numbers, and sacrebleu's tokenizers. */
#ifndef PADANAN_EVALUATION_H
#define PADANAN_EVALUATION_H

#include <stddef.h>
#include <stdint.h>

#if defined(__GNUC__) && !defined(_WIN32)
#define PADANAN_LOCAL __attribute__((visibility("hidden")))
#else
#define PADANAN_LOCAL
#endif
#if defined(_WIN32)
#define PADANAN_EXPORT __declspec(dllexport)
#else
#define PADANAN_EXPORT
#endif

enum { PADANAN_OK = 0, PADANAN_NO_MEMORY = 1, PADANAN_TOO_LONG = 2, PADANAN_BROKEN = 3, PADANAN_UNSUPPORTED = 4 };

/* Properties of a code point, bits of `classes`. */
enum { CLASS_SPACE = 2, CLASS_NUMBER = 4, CLASS_PUNCTUATION = 8, CLASS_SYMBOL = 16, CLASS_CHINESE = 32 };

enum { TOKENIZE_SPACE = 0, TOKENIZE_13A = 1, TOKENIZE_INTL = 2, TOKENIZE_ZH = 3, TOKENIZE_CHAR = 4 };

/* Code points in one text; counts of words and n-grams stay far below what an int32 holds. */
#define PADANAN_LONGEST ((int64_t)1 << 27)

/* A batch of segments, each translated by every system: text i is hyp_points[hyp_offsets[i] .. hyp_offsets[i + 1]],
   all segments of the first system before those of the second. The references of segment i are the texts
   ref_starts[i] .. ref_starts[i + 1] of the other side, which lie in the same way. `classes` has an entry for
   each of the 0x110000 code points. chrF and TER take one system. */
typedef struct {
    const uint32_t *hyp_points;
    const int64_t *hyp_offsets;
    const uint32_t *ref_points;
    const int64_t *ref_offsets;
    const int64_t *ref_starts;
    int64_t segments, systems;
    const uint8_t *classes;
} padanan_batch;

typedef struct {
    uint32_t *items;
    size_t size, room;
} padanan_array;

/* Makes room for `size` items; the old ones stay. */
PADANAN_LOCAL int padanan_reserve(padanan_array *array, size_t size);

/* Words of one segment's texts, numbered from 0 in the order they are first seen. */
typedef struct {
    padanan_array points; /* the distinct words, one after the other */
    padanan_array ends;   /* where each ends in `points` */
    uint32_t *slots;      /* open addressing: 1 + number of a word, 0 where free */
    size_t slot_count;
    padanan_array from, to; /* a text before and after a step of a tokenizer */
} padanan_words;

PADANAN_LOCAL void padanan_forget_words(padanan_words *words);
PADANAN_LOCAL void padanan_free_words(padanan_words *words);
/* Adds the number of a word, which is not empty, to `numbers`. */
PADANAN_LOCAL int padanan_add_word(padanan_words *words, const uint32_t *word, size_t size,
                                   padanan_array *numbers);
/* Tokenizes a text, and puts the numbers of its words into `numbers` in place of what it held. */
PADANAN_LOCAL int padanan_tokenize(padanan_words *words, const uint32_t *text, size_t size,
                                   const uint8_t *classes, int tokenizer, padanan_array *numbers);

#endif
