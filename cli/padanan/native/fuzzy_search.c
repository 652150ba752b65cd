/* Finding the texts nearest to a query, exactly. See docs/decisions/0007-fuzzy-index.md for why the bounds hold. */
#include <stdlib.h>
#include <string.h>

#include "fuzzy_search.h"

#define EXPECTED 8u /* candidates whose texts are on their way from memory */
#define EXPECTED_BYTES 512u

#if defined(__GNUC__)
#define PREFETCH(address) __builtin_prefetch(address)
#else
#define PREFETCH(address) ((void)(address))
#endif

const void *section(const struct fuzzy_index *index, const struct place *place, uint64_t offset, uint64_t length) {
    if (offset > place->length || length > place->length - offset) return NULL;
    return padanan_touch(&index->file, place->offset + offset, length);
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

PADANAN_EXPORT void padanan_fuzzy_prepare(void) { padanan_prepare_crc(); }

PADANAN_EXPORT void padanan_fuzzy_release(struct answer *answer) {
    free(answer->hits);
    answer->hits = NULL;
}

/* Whether a run can follow another (NULL: is the first), however it came into the file: the rest relies on it. */
static int is_sound(const struct search *s, const struct run *run, const struct run *before, uint64_t texts) {
    if (run->texts == 0 || run->first != texts) return 0;
    if (run->width != 1 && run->width != 2 && run->width != 4) return 0;
    if (run->offset % run->width || run->offset > s->index->symbols.length) return 0;
    if (!before) return 1;
    return run->length > before->length || (run->length == before->length && run->width > before->width);
}

/* Find the runs of the lengths that can reach the threshold; 0 when the file's runs make no sense. */
static int choose_runs(struct search *s, uint32_t *from, uint32_t *to) {
    const struct fuzzy_index *index = s->index;
    uint64_t longest = (uint64_t)s->length * 100 / s->threshold, texts = 0;
    uint64_t shortest = ((uint64_t)s->length * s->threshold + 99) / 100;
    uint64_t count = index->runs.length / sizeof *s->runs;
    s->runs = section(index, &index->runs, 0, index->runs.length);
    if (!s->runs || count > UINT32_MAX) return 0;
    *from = *to = 0;
    for (uint32_t i = 0; i < count; i++) {
        if (!is_sound(s, &s->runs[i], i ? &s->runs[i - 1] : NULL, texts)) return 0;
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
    uint32_t end = s->runs[to - 1].first + s->runs[to - 1].texts;
    if (!find_candidates(s, from, s->runs[from].first, end)) return s->status;
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
