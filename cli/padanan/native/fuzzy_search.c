/* Finding the texts nearest to a query, exactly. See docs/decisions/0007-fuzzy-index.md for why the bounds hold. */
#include <stdlib.h>
#include <string.h>

#include "fuzzy.h"
#include "fuzzy_distance.h"

#define STRIP_TEXTS 16384u
#define STRIP_WORDS (STRIP_TEXTS / 64)
#define EXPECTED 8u /* candidates whose texts are on their way from memory */
#define EXPECTED_BYTES 512u
#define GROUP 8u /* positions that are counted in one go */

#if defined(__GNUC__)
typedef uint64_t lanes __attribute__((vector_size(64), may_alias));
static inline uint32_t lowest_bit(uint64_t bits) { return (uint32_t)__builtin_ctzll(bits); }
#define PREFETCH(address) __builtin_prefetch(address)
#else
typedef uint64_t lanes;
static inline uint32_t lowest_bit(uint64_t bits) {
    uint32_t place = 0;
    for (; !(bits & 1); bits >>= 1) place++;
    return place;
}
#define PREFETCH(address) ((void)(address))
#endif
#define LANE_WORDS ((uint32_t)(sizeof(lanes) / 8))

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
    uint32_t run_count;
    struct candidate *candidates;
    size_t count, room;
    struct pattern pattern;
    struct hit *hits;
    size_t hit_count, hit_room;
    uint32_t worst_distance, worst_longer; /* of the wanted hits known so far */
    int full, cut;
    enum status status;
};

static const void *section(const struct fuzzy_index *index, const struct place *place, uint64_t offset, uint64_t length) {
    if (offset > place->length || length > place->length - offset) return NULL;
    return padanan_touch(&index->file, place->offset + offset, length);
}

static uint32_t allowed(const struct search *s, uint32_t length) {
    uint64_t longer = length > s->length ? length : s->length;
    return (uint32_t)(longer * (100 - s->threshold) / 100);
}

/* ---- positions of the query ---- */

static int find_slot(struct search *s, struct position *p) {
    const struct fuzzy_index *index = s->index;
    uint64_t capacity = index->slots.length / sizeof(struct slot);
    if (capacity == 0) return 1;
    uint64_t key = p->key | p->occurrence;
    uint64_t at = spread(key);
    for (uint64_t tries = 0; tries < capacity; tries++, at++) {
        const struct slot *slot = section(index, &index->slots, at % capacity * sizeof *slot, sizeof *slot);
        if (!slot) return 0;
        if (slot->entries == 0) return 1;
        if (slot->key != key) continue;
        const struct entry *entry =
            section(index, &index->entries, slot->first * (uint64_t)sizeof *entry, slot->entries * (uint64_t)sizeof *entry);
        if (!entry) return 0;
        p->entry = entry;
        p->end = entry + slot->entries;
        return 1;
    }
    return 0;
}

static int make_positions(struct search *s) {
    s->positions = s->length ? s->length - 1 : 0;
    uint32_t padded = (s->positions + GROUP - 1) / GROUP * GROUP, capacity = 16;
    s->position = calloc(padded + 1, sizeof *s->position);
    while (capacity < 2 * (uint64_t)s->positions) capacity *= 2;
    uint32_t *table = calloc(capacity, sizeof *table); /* position of the latest occurrence + 1 */
    if (!s->position || !table) {
        free(table);
        s->status = NO_MEMORY;
        return 0;
    }
    for (uint32_t i = 0; i < s->positions; i++) {
        struct position *p = &s->position[i];
        p->key = feature_key(s->query[i], s->query[i + 1], 0);
        p->first = i;
        uint32_t at = (uint32_t)spread(p->key) & (capacity - 1);
        for (; table[at]; at = (at + 1) & (capacity - 1)) {
            const struct position *before = &s->position[table[at] - 1];
            if (before->key != p->key) continue;
            p->occurrence = before->occurrence + 1;
            p->first = before->first;
            break;
        }
        table[at] = i + 1;
        s->position[p->first].last = i;
    }
    free(table);
    for (uint32_t i = 0; i < s->positions; i++) {
        struct position *p = &s->position[i];
        p->last = s->position[p->first].last;
        if (!find_slot(s, p)) {
            s->status = DAMAGED;
            return 0;
        }
    }
    return 1;
}

/* ---- counting ---- */

/* Find what the features have in a block; 0 when it is damaged. */
static int enter_block(struct search *s, uint32_t block, uint32_t from) {
    for (uint32_t i = 0; i < s->positions; i++) {
        struct position *p = &s->position[i];
        p->bitmap = NULL;
        p->array = p->array_end = NULL;
        while (p->entry < p->end && p->entry->block < block) p->entry++;
        if (p->entry == p->end || p->entry->block != block) continue;
        if (p->entry->texts >= DENSE_TEXTS) {
            if (p->entry->offset % BITMAP_BYTES) return 0;
            p->bitmap = section(s->index, &s->index->bitmaps, p->entry->offset, BITMAP_BYTES);
            if (!p->bitmap) return 0;
            continue;
        }
        const uint16_t *array = section(s->index, &s->index->arrays, p->entry->offset, 2 * (uint64_t)p->entry->texts);
        if (!array) return 0;
        uint32_t low = 0, high = p->entry->texts;
        while (low < high) {
            uint32_t middle = (low + high) / 2;
            if (array[middle] < from) low = middle + 1;
            else high = middle;
        }
        p->array = array + low;
        p->array_end = array + p->entry->texts;
    }
    return 1;
}

/* Point every position at its bits for a strip of texts that begins at `from` in the block. */
static void enter_strip(struct search *s, uint32_t from) {
    uint64_t *scratch = s->scratch;
    for (uint32_t i = 0; i < s->positions; i++) {
        struct position *p = &s->position[i];
        if (p->bitmap) {
            p->strip = p->bitmap + from / 64;
        } else if (p->array == p->array_end || *p->array >= from + STRIP_TEXTS) {
            p->strip = s->none;
        } else {
            memset(scratch, 0, STRIP_WORDS * 8);
            for (; p->array < p->array_end && *p->array < from + STRIP_TEXTS; p->array++) {
                uint32_t text = (*p->array - from) % STRIP_TEXTS; /* in the strip, whatever the file says */
                scratch[text / 64] |= (uint64_t)1 << text % 64;
            }
            p->strip = scratch;
            scratch += STRIP_WORDS;
        }
    }
}

struct group {
    const lanes *own[GROUP], *first[GROUP], *last[GROUP + 1];
};

/* Full adder: sum stays in `a`, the carry is given. */
#define ADD3(carry, a, b, c)                    \
    do {                                        \
        lanes both_ = (a) ^ (b), c_ = (c);      \
        carry = ((a) & (b)) | (both_ & c_);     \
        (a) = both_ ^ c_;                       \
    } while (0)

/* Add eight positions to the counters of the lanes `from` to `to` of a strip.
 *
 * own: bits of the texts that have the feature; first, last: of those that have the bigram at all, or as often as the
 * query. A position is absent when the text does not have the bigram at all; `odd` counts the runs of an odd number of
 * absent positions between two that demand nothing. Harley-Seal counters (Warren, Hacker's Delight, 5-1). */
FAST static void count_group(const struct group *g, lanes *state, lanes *missing, uint32_t planes, lanes *odd,
                             uint32_t odd_planes, uint32_t from, uint32_t to) {
    const uint32_t strip = STRIP_WORDS / LANE_WORDS;
    for (uint32_t w = from; w < to; w++) {
        lanes x[GROUP], runs[GROUP / 2];
        lanes odd_before = state[w], even_before = state[strip + w], full_before = state[2 * strip + w];
        for (uint32_t i = 0; i < GROUP; i++) {
            lanes absent = ~g->first[i][w], full = g->last[i][w];
            lanes now_odd = absent & (full_before | even_before);
            even_before = absent & odd_before;
            odd_before = now_odd;
            full_before = full;
            lanes ends = now_odd & g->last[i + 1][w];
            x[i] = ~g->own[i][w];
            if (i % 2) runs[i / 2] |= ends;
            else runs[i / 2] = ends;
        }
        state[w] = odd_before, state[strip + w] = even_before, state[2 * strip + w] = full_before;
        lanes ones = missing[w], twos = missing[strip + w], fours = missing[2 * strip + w];
        lanes ta, tb, fa, fb, carry;
        ADD3(ta, ones, x[0], x[1]);
        ADD3(tb, ones, x[2], x[3]);
        ADD3(fa, twos, ta, tb);
        ADD3(ta, ones, x[4], x[5]);
        ADD3(tb, ones, x[6], x[7]);
        ADD3(fb, twos, ta, tb);
        ADD3(carry, fours, fa, fb);
        missing[w] = ones, missing[strip + w] = twos, missing[2 * strip + w] = fours;
        for (uint32_t plane = 3; plane < planes; plane++) {
            lanes old = missing[plane * strip + w];
            missing[plane * strip + w] = old ^ carry;
            carry &= old;
        }
        ones = odd[w], twos = odd[strip + w];
        ADD3(ta, ones, runs[0], runs[1]);
        ADD3(tb, ones, runs[2], runs[3]);
        ADD3(carry, twos, ta, tb);
        odd[w] = ones, odd[strip + w] = twos;
        for (uint32_t plane = 2; plane < odd_planes; plane++) {
            lanes old = odd[plane * strip + w];
            odd[plane * strip + w] = old ^ carry;
            carry &= old;
        }
    }
}

static void count_strip(struct search *s, uint32_t from, uint32_t to) {
    memset(s->missing, 0, (size_t)s->planes * STRIP_WORDS * 8);
    memset(s->odd, 0, (size_t)s->odd_planes * STRIP_WORDS * 8);
    memset(s->state, 0, 2 * STRIP_WORDS * 8);
    memset(s->state + 2 * STRIP_WORDS, 0xFF, STRIP_WORDS * 8);
    uint32_t n = s->positions;
    for (uint32_t start = 0; start < n; start += GROUP) {
        struct group g;
        for (uint32_t i = 0; i <= GROUP; i++) {
            const struct position *p = &s->position[start + i];
            int inside = start + i < n;
            g.last[i] = (const lanes *)(inside ? s->position[p->last].strip : s->all);
            if (i == GROUP) break;
            g.own[i] = (const lanes *)(inside ? p->strip : s->all);
            g.first[i] = (const lanes *)(inside ? s->position[p->first].strip : s->all);
        }
        count_group(&g, (lanes *)s->state, (lanes *)s->missing, s->planes, (lanes *)s->odd, s->odd_planes, from, to);
    }
}

static uint32_t read_counter(const uint64_t *planes, uint32_t count, uint32_t word, uint32_t bit) {
    uint32_t value = 0;
    for (uint32_t plane = 0; plane < count; plane++)
        value |= (uint32_t)(planes[plane * STRIP_WORDS + word] >> bit & 1) << plane;
    return value;
}

static int push_candidate(struct search *s, struct candidate candidate) {
    if (s->count == s->room) {
        size_t room = s->room ? 2 * s->room : 1024;
        struct candidate *grown = realloc(s->candidates, room * sizeof *grown);
        if (!grown) {
            s->status = NO_MEMORY;
            return 0;
        }
        s->candidates = grown;
        s->room = room;
    }
    s->candidates[s->count++] = candidate;
    return 1;
}

/* The texts of a word whose counter is above `limit`. */
static inline uint64_t above(const uint64_t *planes, uint32_t count, uint32_t word, uint32_t limit) {
    uint64_t greater = 0;
    for (uint32_t plane = 0; plane < count; plane++) {
        uint64_t bits = planes[plane * STRIP_WORDS + word];
        greater = limit >> plane & 1 ? greater & bits : greater | bits;
    }
    return limit >> count ? 0 : greater;
}

/* Collect the texts of one run, `from` to `to` in the strip that starts with text `base`. */
static int collect(struct search *s, uint32_t run, uint32_t base, uint32_t from, uint32_t to) {
    uint32_t length = s->runs[run].length, limit = allowed(s, length);
    uint32_t grown = length > s->length ? length - s->length : 0;
    uint32_t largest = 2 * limit - grown;
    for (uint32_t word = from / 64; word < (to + 63) / 64; word++) {
        uint64_t left = ~above(s->missing, s->planes, word, largest);
        if (word == from / 64) left &= ~(uint64_t)0 << from % 64;
        if (word == to / 64) left &= ((uint64_t)1 << to % 64) - 1;
        for (; left; left &= left - 1) {
            uint32_t bit = lowest_bit(left);
            uint32_t missing = read_counter(s->missing, s->planes, word, bit);
            uint32_t odd = read_counter(s->odd, s->odd_planes, word, bit);
            uint32_t bound = (missing + (odd > grown ? odd : grown) + 1) / 2;
            if (bound > limit) continue;
            uint32_t common = s->positions - missing, features = length ? length - 1 : 0;
            struct candidate candidate = {base + word * 64 + bit, bound, length, run, features - common, 0};
            if (!push_candidate(s, candidate)) return 0;
        }
    }
    return 1;
}

static int collect_strip(struct search *s, uint32_t *run, uint32_t base, uint32_t from, uint32_t to) {
    for (;; (*run)++) {
        const struct run *r = &s->runs[*run];
        uint32_t start = r->first > base ? r->first - base : 0, end = r->first + r->texts - base;
        if (start < from) start = from;
        if (!collect(s, *run, base, start, end < to ? end : to)) return 0;
        if (end >= to) return 1;
    }
}

/* Count all texts from number `first` up to `end`, which are those of the runs from `run` on. */
static int count_texts(struct search *s, uint32_t run, uint32_t first, uint32_t end) {
    for (uint32_t block = first / BLOCK_TEXTS; block * (uint64_t)BLOCK_TEXTS < end; block++) {
        uint64_t base = block * (uint64_t)BLOCK_TEXTS;
        uint32_t from = first > base ? (uint32_t)(first - base) : 0;
        uint32_t to = end - base < BLOCK_TEXTS ? (uint32_t)(end - base) : BLOCK_TEXTS;
        if (!enter_block(s, block, from)) {
            s->status = DAMAGED;
            return 0;
        }
        for (uint32_t strip = from / STRIP_TEXTS * STRIP_TEXTS; strip < to; strip += STRIP_TEXTS) {
            uint32_t low = from > strip ? from - strip : 0;
            uint32_t high = to - strip < STRIP_TEXTS ? to - strip : STRIP_TEXTS;
            uint32_t lane_texts = 64 * LANE_WORDS;
            enter_strip(s, strip);
            count_strip(s, low / lane_texts, (high + lane_texts - 1) / lane_texts);
            if (!collect_strip(s, &run, (uint32_t)base + strip, low, high)) return 0;
        }
    }
    return 1;
}

/* ---- verification ---- */

/* Scores are compared as fractions, exactly. */
static int is_better(const struct hit *a, const struct hit *b) {
    return (uint64_t)a->distance * b->longer < (uint64_t)b->distance * a->longer;
}

static int keep(struct search *s, struct hit hit) {
    if (s->hit_count == s->hit_room) {
        size_t room = s->hit_room ? 2 * s->hit_room : 64;
        struct hit *grown = realloc(s->hits, room * sizeof *grown);
        if (!grown) return 0;
        s->hits = grown;
        s->hit_room = room;
    }
    s->hits[s->hit_count++] = hit;
    return 1;
}

static int compare_hits(const void *first, const void *second) {
    const struct hit *a = first, *b = second;
    uint64_t left = (uint64_t)a->distance * b->longer, right = (uint64_t)b->distance * a->longer;
    if (left != right) return left < right ? -1 : 1;
    return a->id < b->id ? -1 : a->id > b->id;
}

/* Sort the hits, and cut what is worse than the last wanted one. */
static void trim(struct search *s) {
    if (s->hit_count) qsort(s->hits, s->hit_count, sizeof *s->hits, compare_hits);
    if (s->hit_count < s->wanted) return;
    const struct hit *last = &s->hits[s->wanted - 1];
    s->worst_distance = last->distance;
    s->worst_longer = last->longer;
    s->full = 1;
    size_t count = s->wanted;
    while (count < s->hit_count && !is_better(last, &s->hits[count])) count++;
    if (count < s->hit_count) s->cut = 1;
    s->hit_count = count;
}

static int compare_candidates(const void *first, const void *second) {
    const struct candidate *a = first, *b = second;
    if (a->order != b->order) return a->order < b->order ? -1 : 1;
    return a->text < b->text ? -1 : a->text > b->text;
}

/* Put the candidates in the order of what they could score at best; give the largest distance allowed to any. */
static uint32_t order_candidates(struct search *s) {
    uint32_t largest = 0;
    for (size_t i = 0; i < s->count; i++) {
        struct candidate *c = &s->candidates[i];
        uint64_t longer = c->length > s->length ? c->length : s->length;
        c->order = longer ? (uint32_t)(c->bound * (uint64_t)65536 / longer) : 0; /* rough: only an order */
        if (allowed(s, c->length) > largest) largest = allowed(s, c->length);
    }
    if (s->count) qsort(s->candidates, s->count, sizeof *s->candidates, compare_candidates);
    return largest;
}

/* Give the largest distance that still matters: that reaches the threshold and, when there are hits enough, ties with
 * the last of them. */
static uint32_t limit_for(struct search *s, uint32_t length) {
    uint32_t limit = allowed(s, length);
    if (!s->full) return limit;
    uint64_t longer = length > s->length ? length : s->length;
    uint64_t tie = s->worst_longer ? s->worst_distance * longer / s->worst_longer : 0;
    if (tie >= limit) return limit;
    s->cut = 1;
    return (uint32_t)tie;
}

static uint64_t place_of(const struct search *s, const struct candidate *c, uint64_t *bytes) {
    const struct run *run = &s->runs[c->run];
    *bytes = (uint64_t)c->length * run->width;
    return run->offset + (c->text - run->first) * *bytes;
}

/* Ask for a text's beginning, which is somewhere in the file, before it is needed. */
static void expect(const struct search *s, const struct candidate *c) {
    const struct fuzzy_index *index = s->index;
    uint64_t bytes, offset = place_of(s, c, &bytes);
    for (uint64_t at = 0; at < bytes && at < EXPECTED_BYTES; at += 64)
        PREFETCH(index->file.base + index->symbols.offset + offset + at);
}

static enum status verify(struct search *s, const struct candidate *c) {
    uint32_t limit = limit_for(s, c->length);
    if (c->bound > limit) return DONE;
    uint64_t bytes, offset = place_of(s, c, &bytes);
    const unsigned char *symbols = section(s->index, &s->index->symbols, offset, bytes);
    if (!symbols) return DAMAGED;
    struct compared text = {symbols, c->length, s->runs[c->run].width, c->extra};
    uint32_t distance = distance_within(&s->pattern, &text, limit);
    if (distance > limit) return DONE;
    const int64_t *id = section(s->index, &s->index->ids, c->text * (uint64_t)8, 8);
    if (!id) return DAMAGED;
    struct hit hit = {*id, distance, c->length > s->length ? c->length : s->length};
    return keep(s, hit) ? DONE : NO_MEMORY;
}

static int verify_all(struct search *s) {
    uint32_t largest = order_candidates(s), longest = 0;
    for (size_t i = 0; i < s->count; i++)
        if (s->candidates[i].length > longest) longest = s->candidates[i].length;
    if (!make_pattern(&s->pattern, s->query, s->length, largest, longest)) s->status = NO_MEMORY;
    size_t enough = s->wanted;
    for (size_t i = 0; i < s->count && s->status == DONE; i++) {
        if (i + EXPECTED < s->count) expect(s, &s->candidates[i + EXPECTED]);
        s->status = verify(s, &s->candidates[i]);
        if (s->hit_count < enough) continue;
        trim(s);
        enough = s->hit_count + s->hit_count / 4 + 1; /* many that tie are not sorted over and over */
    }
    trim(s);
    return s->status == DONE;
}

static uint32_t bits_for(uint32_t largest, uint32_t least) {
    uint32_t bits = least;
    while (largest >> bits) bits++;
    return bits;
}

static int allocate(struct search *s) {
    s->planes = bits_for(s->positions, 3);
    s->odd_planes = bits_for(s->positions / 2 + 1, 2);
    size_t strips = (size_t)s->planes + s->odd_planes + 5 + s->positions;
    s->memory = malloc(strips * STRIP_WORDS * 8 + 64);
    if (!s->memory) return 0;
    s->none = (uint64_t *)(((uintptr_t)s->memory + 63) & ~(uintptr_t)63);
    s->all = s->none + STRIP_WORDS;
    s->state = s->all + STRIP_WORDS;
    s->missing = s->state + 3 * STRIP_WORDS;
    s->odd = s->missing + (size_t)s->planes * STRIP_WORDS;
    s->scratch = s->odd + (size_t)s->odd_planes * STRIP_WORDS;
    memset(s->none, 0, STRIP_WORDS * 8);
    memset(s->all, 0xFF, STRIP_WORDS * 8);
    return 1;
}

PADANAN_EXPORT void padanan_fuzzy_prepare(void) { padanan_prepare_crc(); }

PADANAN_EXPORT void padanan_fuzzy_release(struct answer *answer) {
    free(answer->hits);
    answer->hits = NULL;
}

/* Find the runs of the lengths that can reach the threshold; 0 when the file's runs make no sense. */
static int choose_runs(struct search *s, uint32_t *from, uint32_t *to) {
    const struct fuzzy_index *index = s->index;
    uint64_t longest = (uint64_t)s->length * 100 / s->threshold, texts = 0;
    uint64_t shortest = ((uint64_t)s->length * s->threshold + 99) / 100;
    uint32_t count = (uint32_t)(index->runs.length / sizeof *s->runs);
    s->runs = section(index, &index->runs, 0, index->runs.length);
    if (!s->runs) return 0;
    *from = *to = 0;
    for (uint32_t i = 0; i < count; i++) {
        if (s->runs[i].first != texts || s->runs[i].texts == 0) return 0;
        if (s->runs[i].length < shortest) *from = i + 1;
        if (s->runs[i].length <= longest) *to = i + 1;
        texts += s->runs[i].texts;
    }
    return texts == index->ids.length / 8 && texts < UINT32_MAX;
}

static enum status find(struct search *s) {
    uint32_t from, to;
    if (!choose_runs(s, &from, &to)) return DAMAGED;
    if (from >= to) return DONE;
    if (!make_positions(s)) return s->status;
    if (!allocate(s)) return NO_MEMORY;
    uint32_t end = s->runs[to - 1].first + s->runs[to - 1].texts;
    if (!count_texts(s, from, s->runs[from].first, end)) return s->status;
    verify_all(s);
    return s->status;
}

/* Find the `wanted` texts that score most, and all that tie with the last of them.
 *
 * query: `length` code points, fewer than LONGEST_TEXT * threshold / 100. threshold: percent, 1..100. wanted: 1 or
 * more. The answer's hits are freed by padanan_fuzzy_release; there are none unless the status is DONE. */
PADANAN_EXPORT int padanan_fuzzy_nearest(const struct fuzzy_index *index, const uint32_t *query, uint32_t length,
                                         uint32_t threshold, uint64_t wanted, struct answer *answer) {
    struct search s;
    memset(&s, 0, sizeof s);
    memset(answer, 0, sizeof *answer);
    s.index = index;
    s.query = query;
    s.length = length;
    s.threshold = threshold;
    s.wanted = wanted;
    s.status = find(&s);
    if (s.status == DONE) {
        answer->hits = s.hits;
        answer->count = s.hit_count;
        answer->complete = !s.cut;
    } else {
        free(s.hits);
    }
    free(s.position);
    free(s.memory);
    free(s.candidates);
    free_pattern(&s.pattern);
    return s.status;
}
