/* The best match of many texts among many others: memory/batch.py says what is given and asked.
 *
 * Nearly all pairs are ruled out by two bounds. d edits leave at least max(m, n) - d symbols that both texts have, and
 * these stand in the same order in both: so neither the common symbols, counted by bucket, nor the longest common
 * subsequence can be less. The latter is found bit-parallel: H. Hyyro, Bit-parallel LCS-length computation revisited,
 * AWOCA 2004. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#if defined(_WIN32)
#define EXPORT __declspec(dllexport)
#else
#define EXPORT __attribute__((visibility("default")))
#endif
#if defined(__GNUC__)
#define INLINE static inline __attribute__((always_inline))
#else
#define INLINE static inline
#endif

/* Compiled for wide registers, too; the loader of glibc chooses. */
#if defined(__x86_64__) && defined(__GNUC__) && defined(__GLIBC__)
#define FAST __attribute__((target_clones("avx2", "default")))
#else
#define FAST
#endif

#define BUCKETS 32u
#define LONGEST_COUNTED 65535u /* longer texts do not fit into the counters */
#define TOGETHER 4u            /* texts whose subsequences are found at once, so that none waits for itself */

/* Texts sorted by length. Symbols are numbers below the alphabet's size, 0 for one that no query has. */
struct padanan_texts {
    const uint16_t *symbols;
    const uint64_t *starts; /* one more than there are texts */
    const uint32_t *orders; /* the text's place in its batch */
    uint64_t count;
};

struct padanan_task {
    struct padanan_texts queries, texts;
    uint32_t alphabet;
    uint32_t threshold; /* percent, 1..100 */
    uint32_t earlier;   /* compare a query only with texts of lower order */
    uint32_t *distances; /* of the best match of each query so far, */
    uint32_t *longers;   /* and the symbols of the longer text; 0 where there is none */
};

struct work {
    const struct padanan_task *task;
    uint16_t *bags;         /* of the texts */
    uint16_t bag[BUCKETS];  /* of the query */
    const uint16_t *query;
    uint32_t length, words, order;
    uint64_t number;        /* of the query */
    uint16_t *row_of;       /* of a symbol in `bits`; row 0 is all zeros */
    uint64_t *bits;         /* where the symbols stand in the query */
    uint64_t *states;       /* words for TOGETHER texts */
};

#if defined(__GNUC__)
static inline uint32_t count_bits(uint64_t bits) { return (uint32_t)__builtin_popcountll(bits); }
#else
static inline uint32_t count_bits(uint64_t bits) {
    uint32_t count = 0;
    for (; bits; bits &= bits - 1) count++;
    return count;
}
#endif

static inline uint32_t length_of(const struct padanan_texts *texts, uint64_t number) {
    return (uint32_t)(texts->starts[number + 1] - texts->starts[number]);
}

static void count_symbols(uint16_t *bag, const uint16_t *symbols, uint32_t length) {
    memset(bag, 0, BUCKETS * sizeof *bag);
    if (length > LONGEST_COUNTED) return;
    for (uint32_t i = 0; i < length; i++) bag[symbols[i] % BUCKETS]++;
}

INLINE uint32_t common_symbols(const uint16_t *a, const uint16_t *b) {
    uint32_t common = 0;
    for (uint32_t i = 0; i < BUCKETS; i++) common += a[i] < b[i] ? a[i] : b[i];
    return common;
}

static inline uint32_t longer_of(uint32_t a, uint32_t b) { return a > b ? a : b; }

/* The largest distance that reaches the threshold and is better than the best match so far; -1 when none is. */
INLINE int64_t limit_for(const struct work *w, uint32_t longer) {
    const struct padanan_task *task = w->task;
    int64_t limit = (int64_t)((uint64_t)longer * (100 - task->threshold) / 100);
    uint32_t best_longer = task->longers[w->number];
    if (!best_longer) return limit;
    int64_t product = (int64_t)((uint64_t)task->distances[w->number] * longer);
    int64_t better = product ? (product - 1) / best_longer : -1;
    return better < limit ? better : limit;
}

INLINE void step(uint64_t *state, const uint64_t *row, uint32_t words) {
    uint64_t carry = 0;
    for (uint32_t w = 0; w < words; w++) {
        uint64_t old = state[w], matched = old & row[w];
        uint64_t sum = old + matched, all = sum + carry;
        carry = (uint64_t)(sum < old) | (uint64_t)(all < sum);
        state[w] = all | (old - matched);
    }
}

/* Find the longest common subsequences of the query and TOGETHER texts, the first of them the shortest; `state` has
 * `words` words for each. Bits above the query's last symbol are never matched, and stay set. */
INLINE void find_common(const struct work *w, const uint16_t *const *texts, const uint32_t *lengths, uint32_t words,
                        uint64_t *state, uint32_t *common) {
    const uint16_t *row_of = w->row_of;
    const uint64_t *bits = w->bits;
    uint32_t j = 0;
    for (uint32_t i = 0; i < TOGETHER * words; i++) state[i] = ~(uint64_t)0;
    for (; j < lengths[0]; j++)
        for (uint32_t i = 0; i < TOGETHER; i++)
            step(state + (size_t)i * words, bits + (size_t)row_of[texts[i][j]] * words, words);
    for (uint32_t i = 0; i < TOGETHER; i++) {
        for (uint32_t k = j; k < lengths[i]; k++)
            step(state + (size_t)i * words, bits + (size_t)row_of[texts[i][k]] * words, words);
        common[i] = 0;
        for (uint32_t at = 0; at < words; at++) common[i] += count_bits(~state[(size_t)i * words + at]);
    }
}

static uint32_t count_common(const uint64_t *state, uint32_t words) {
    uint32_t common = 0;
    for (uint32_t at = 0; at < words; at++) common += count_bits(~state[at]);
    return common;
}

/* Whether one text and a long query have at least `needed` symbols in common, in the same order. Looked at are only the
 * rows that `limit` edits can reach: with delta = length - query length, those between the diagonals
 * (limit - delta) / 2 below and (limit + delta) / 2 above the main one. */
static int has_common(struct work *w, const uint16_t *text, uint32_t length, int64_t limit, int64_t needed) {
    int64_t delta = (int64_t)length - w->length, below = (limit - delta) / 2, above = (limit + delta) / 2;
    memset(w->states, 0xFF, w->words * sizeof *w->states);
    for (uint32_t j = 0; j < length; j++) {
        if (j % 64 == 0 && count_common(w->states, w->words) + (int64_t)(length - j) < needed) return 0;
        uint32_t first = j > above ? (uint32_t)(j - above) / 64 : 0, end = (uint32_t)(j + below) / 64 + 1;
        if (end > w->words) end = w->words;
        if (first >= end) break; /* the rest of the text is beyond the query */
        step(w->states + first, w->bits + (size_t)w->row_of[text[j]] * w->words + first, end - first);
    }
    return count_common(w->states, w->words) >= needed;
}

/* Nearly all queries have few words: with their number known, the state stays in registers. */
#define FIND_COMMON(count)                                                                             \
    static void find_common_##count(const struct work *w, const uint16_t *const *texts,                \
                                    const uint32_t *lengths, uint32_t *common) {                       \
        uint64_t state[TOGETHER * count];                                                              \
        find_common(w, texts, lengths, count, state, common);                                          \
    }
FIND_COMMON(1)
FIND_COMMON(2)
FIND_COMMON(3)

static void find_common_of(struct work *w, const uint16_t *const *texts, const uint32_t *lengths, uint32_t *common) {
    if (w->words == 1) find_common_1(w, texts, lengths, common);
    else if (w->words == 2) find_common_2(w, texts, lengths, common);
    else find_common_3(w, texts, lengths, common);
}

/* The Levenshtein distance: G. Myers, A fast bit-vector algorithm for approximate string matching, JACM 46(3), 1999,
 * in the form of H. Hyyro, Explaining and extending the bit-parallel approximate string matching algorithm of Myers,
 * 2001. What a word passes on to the next is the difference at its last row. */
static uint32_t find_distance(struct work *w, const uint16_t *text, uint32_t length) {
    uint64_t *rises = w->states, *falls = w->states + w->words;
    uint64_t last = (uint64_t)1 << (w->length - 1) % 64;
    uint32_t distance = w->length;
    memset(rises, 0xFF, w->words * sizeof *rises);
    memset(falls, 0, w->words * sizeof *falls);
    for (uint32_t j = 0; j < length; j++) {
        const uint64_t *row = w->bits + (size_t)w->row_of[text[j]] * w->words;
        uint64_t risen = 1, fallen = 0;
        for (uint32_t at = 0; at < w->words; at++) {
            uint64_t matched = row[at] | fallen, vp = rises[at], vn = falls[at];
            uint64_t same = (((matched & vp) + vp) ^ vp) | matched | vn;
            uint64_t hp = vn | ~(same | vp), hn = same & vp;
            if (at + 1 == w->words) {
                distance += (hp & last) != 0;
                distance -= (hn & last) != 0;
            }
            uint64_t rises_on = hp << 1 | risen, falls_on = hn << 1 | fallen;
            risen = hp >> 63, fallen = hn >> 63;
            rises[at] = falls_on | ~(same | rises_on);
            falls[at] = rises_on & same;
        }
    }
    return distance;
}

static void verify(struct work *w, const uint16_t *text, uint32_t length, uint32_t limit) {
    uint32_t distance = find_distance(w, text, length);
    if (distance > limit) return;
    w->task->distances[w->number] = distance;
    w->task->longers[w->number] = longer_of(length, w->length);
}

/* Look closely at up to TOGETHER texts, in order of length. */
static void examine(struct work *w, const uint64_t *numbers, uint32_t count) {
    const struct padanan_texts *all = &w->task->texts;
    const uint16_t *texts[TOGETHER];
    uint32_t lengths[TOGETHER], common[TOGETHER];
    for (uint32_t i = 0; i < TOGETHER; i++) {
        uint64_t number = numbers[i < count ? i : count - 1];
        texts[i] = all->symbols + all->starts[number];
        lengths[i] = length_of(all, number);
    }
    if (w->words <= 3) find_common_of(w, texts, lengths, common);
    for (uint32_t i = 0; i < count; i++) {
        uint32_t longer = longer_of(lengths[i], w->length), shorter = lengths[i] + w->length - longer;
        int64_t limit = limit_for(w, longer);
        if ((int64_t)longer - shorter > limit) continue;
        int64_t needed = (int64_t)longer - limit;
        if (w->words <= 3 ? common[i] >= needed : has_common(w, texts[i], lengths[i], limit, needed))
            verify(w, texts[i], lengths[i], (uint32_t)limit);
    }
}

/* The first text of at least this length. */
static uint64_t find_length(const struct padanan_texts *texts, uint64_t length) {
    uint64_t low = 0, high = texts->count;
    while (low < high) {
        uint64_t middle = low + (high - low) / 2;
        if (length_of(texts, middle) < length) low = middle + 1;
        else high = middle;
    }
    return low;
}

INLINE int is_possible(const struct work *w, uint64_t number) {
    uint32_t length = length_of(&w->task->texts, number), longer = longer_of(length, w->length);
    int64_t limit = limit_for(w, longer);
    uint32_t shorter = length + w->length - longer;
    if ((int64_t)longer - shorter > limit) return 0;
    if (longer > LONGEST_COUNTED) return 1;
    return (int64_t)longer - common_symbols(w->bag, w->bags + number * BUCKETS) <= limit;
}

FAST static void search(struct work *w) {
    const struct padanan_texts *texts = &w->task->texts;
    uint32_t threshold = w->task->threshold, pending = 0;
    uint64_t numbers[TOGETHER];
    uint64_t end = find_length(texts, (uint64_t)w->length * 100 / threshold + 1);
    for (uint64_t number = find_length(texts, ((uint64_t)w->length * threshold + 99) / 100); number < end; number++) {
        if (w->task->earlier && texts->orders[number] >= w->order) continue;
        if (!is_possible(w, number)) continue;
        numbers[pending++] = number;
        if (pending < TOGETHER) continue;
        pending = 0;
        examine(w, numbers, TOGETHER);
    }
    if (pending) examine(w, numbers, pending);
}

/* Number the query's symbols and set their bits; 0 when there is no memory. */
static int enter(struct work *w) {
    uint32_t rows = 1;
    for (uint32_t i = 0; i < w->length; i++)
        if (!w->row_of[w->query[i]]) w->row_of[w->query[i]] = (uint16_t)rows++;
    w->words = (w->length + 63) / 64;
    w->bits = calloc((size_t)rows * w->words, sizeof *w->bits);
    w->states = malloc((size_t)TOGETHER * w->words * sizeof *w->states);
    if (!w->bits || !w->states) return 0;
    for (uint32_t i = 0; i < w->length; i++)
        w->bits[(size_t)w->row_of[w->query[i]] * w->words + i / 64] |= (uint64_t)1 << i % 64;
    count_symbols(w->bag, w->query, w->length);
    return 1;
}

static void leave(struct work *w) {
    for (uint32_t i = 0; i < w->length; i++) w->row_of[w->query[i]] = 0;
    free(w->bits);
    free(w->states);
}

/* Compare the queries `from` to `to` with all texts, none of them empty; 0 when there is no memory.
 *
 * Threads may share a task when their ranges do not overlap. */
EXPORT int padanan_batch_compare(const struct padanan_task *task, uint64_t from, uint64_t to) {
    struct work w;
    memset(&w, 0, sizeof w);
    w.task = task;
    w.row_of = calloc(task->alphabet, sizeof *w.row_of);
    w.bags = malloc((size_t)(task->texts.count + 1) * BUCKETS * sizeof *w.bags);
    int sound = w.row_of && w.bags;
    for (uint64_t i = 0; sound && i < task->texts.count; i++)
        count_symbols(w.bags + i * BUCKETS, task->texts.symbols + task->texts.starts[i], length_of(&task->texts, i));
    for (w.number = from; sound && w.number < to; w.number++) {
        w.query = task->queries.symbols + task->queries.starts[w.number];
        w.length = length_of(&task->queries, w.number);
        w.order = task->queries.orders[w.number];
        sound = enter(&w);
        if (sound) search(&w);
        leave(&w);
    }
    free(w.row_of);
    free(w.bags);
    return sound;
}
