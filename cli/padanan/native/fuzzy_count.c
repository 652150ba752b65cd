/* Counting what every text of a possible length has in common with the query. See docs/decisions/0007-fuzzy-index.md. */
#include <stdlib.h>
#include <string.h>

#include "fuzzy_search.h"

#define STRIP_TEXTS 16384u
#define STRIP_WORDS (STRIP_TEXTS / 64)
#define GROUP 8u /* positions that are counted in one go */

#if defined(__GNUC__)
typedef uint64_t lanes __attribute__((vector_size(64), may_alias));
static inline uint32_t lowest_bit(uint64_t bits) { return (uint32_t)__builtin_ctzll(bits); }
#else
typedef uint64_t lanes;
static inline uint32_t lowest_bit(uint64_t bits) {
    uint32_t place = 0;
    for (; !(bits & 1); bits >>= 1) place++;
    return place;
}
#endif
#define LANE_WORDS ((uint32_t)(sizeof(lanes) / 8))

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
        if (!array || p->entry->offset % 2) return 0;
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
    uint32_t apart = grown ? grown : s->length - length; /* an edit changes the length by one at most */
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
            if (bound < apart) bound = apart;
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

int find_candidates(struct search *s, uint32_t run, uint32_t first, uint32_t end) {
    if (!make_positions(s)) return 0;
    if (!allocate(s)) {
        s->status = NO_MEMORY;
        return 0;
    }
    return count_texts(s, run, first, end);
}
