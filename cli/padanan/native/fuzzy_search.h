/* What finding the texts nearest to a query is made of. See docs/decisions/0007-fuzzy-index.md for why the bounds hold. */
#ifndef PADANAN_FUZZY_SEARCH_H
#define PADANAN_FUZZY_SEARCH_H

#include "fuzzy.h"
#include "fuzzy_distance.h"

struct place { uint64_t offset, length; };

struct fuzzy_index {
    struct padanan_mapped file;
    struct place runs, slots, entries, arrays, bitmaps, symbols, ids;
};

struct hit {
    int64_t id;
    uint32_t distance;
    uint32_t longer;
};

struct answer {
    struct hit *hits; /* best first */
    uint64_t count;
    uint64_t complete; /* nothing else reaches the threshold */
};

/* A position of the query: the bigram that begins there. */
struct position {
    uint64_t key; /* of the bigram, occurrence 0 */
    uint32_t occurrence, first, last; /* positions of the bigram's first and last occurrence */
    const struct entry *entry, *end;
    const uint64_t *bitmap;
    const uint16_t *array, *array_end;
    const uint64_t *strip;
};

struct candidate {
    uint32_t text, bound, length, run;
    uint32_t extra; /* features that it has and the query has not */
    uint32_t order;
};

struct search {
    const struct fuzzy_index *index;
    const uint32_t *query;
    uint32_t length, positions, threshold;
    uint64_t wanted;
    struct position *position;
    void *memory;      /* of all the strips below */
    uint64_t *none, *all;
    uint64_t *scratch; /* strips of sparse features */
    uint32_t planes, odd_planes;
    uint64_t *missing, *odd; /* bit-sliced counters of a strip */
    uint64_t *state;         /* three strips: odd, even, full of the position before */
    const struct run *runs;
    struct candidate *candidates;
    size_t count, room;
    struct pattern pattern;
    struct hit *hits;
    size_t hit_count, hit_room;
    uint32_t worst_distance, worst_longer; /* of the wanted hits known so far */
    int full, cut;
    enum status status;
};

/* The largest distance with which a text of this length reaches the threshold. */
static inline uint32_t allowed(const struct search *s, uint32_t length) {
    uint64_t longer = length > s->length ? length : s->length;
    return (uint32_t)(longer * (100 - s->threshold) / 100);
}

/* Give the address of a part of a section, checked; NULL when it is damaged or beyond the section's end. */
const void *section(const struct fuzzy_index *index, const struct place *place, uint64_t offset, uint64_t length);

/* Count all texts from number `first` up to `end`, which are those of the runs from `run` on: those that can be near
 * enough become candidates; 0 when something fails, which is in the status then. */
int find_candidates(struct search *s, uint32_t run, uint32_t first, uint32_t end);

PADANAN_EXPORT void padanan_fuzzy_prepare(void);
PADANAN_EXPORT int padanan_fuzzy_nearest(const struct fuzzy_index *index, const uint32_t *query, uint32_t length,
                                         uint32_t threshold, uint64_t wanted, struct answer *answer);
PADANAN_EXPORT void padanan_fuzzy_release(struct answer *answer);

#endif
