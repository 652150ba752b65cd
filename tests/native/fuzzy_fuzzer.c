/* Attack the fuzzy index in one process, for a compiler's sanitizers: test_sanitized_kernels.py says how it is run.
 *
 *     fuzzy_fuzzer answers FROM TO LONGEST   as many random indexes; every answer against the textbook
 *     fuzzy_fuzzer hostile FROM TO LONGEST   as many indexes whose bytes were changed and whose checksums fit
 *     fuzzy_fuzzer memory  FROM TO LONGEST   as many indexes, with every allocation failing once
 *
 * Prints what differs, and ends with 1 if anything did. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fuzzy_search.h"

struct builder;
struct builder *padanan_fuzzy_builder(void);
void padanan_fuzzy_builder_free(struct builder *);
int padanan_fuzzy_add(struct builder *, const int64_t *, const uint32_t *, uint64_t, const uint32_t *);
int padanan_fuzzy_sort(struct builder *);
int padanan_fuzzy_block(struct builder *, uint32_t);
int padanan_fuzzy_finish(struct builder *);
const void *padanan_fuzzy_piece(const struct builder *, uint32_t, uint64_t *);

#define TEXTS 40u

static uint64_t state;

/* Xorshift (Marsaglia 2003): below `limit`. */
static uint32_t below(uint32_t limit) {
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (uint32_t)(state >> 16) % limit;
}

struct corpus {
    uint32_t count, query_length, room;
    uint32_t *query;
    int64_t ids[TEXTS];
    uint32_t lengths[TEXTS];
    uint32_t *symbols; /* one text after the other */
};

struct file {
    unsigned char *base;
    size_t pages;
    uint32_t *checksums;
    unsigned char *checked;
    struct fuzzy_index index;
};

/* ---- memory: the kernel, not this file, is compiled with -Dmalloc=scarce_malloc and so on ---- */

static uint64_t allocations = UINT64_MAX; /* so many more succeed; then one fails */

static int fails(void) { return allocations-- == 0; }

void *scarce_malloc(size_t);
void *scarce_calloc(size_t, size_t);
void *scarce_realloc(void *, size_t);

void *scarce_malloc(size_t size) { return fails() ? NULL : malloc(size); }
void *scarce_calloc(size_t count, size_t size) { return fails() ? NULL : calloc(count, size); }
void *scarce_realloc(void *old, size_t size) { return fails() ? NULL : realloc(old, size); }

/* ---- texts ---- */

static uint32_t letter(uint32_t letters, uint32_t script) {
    static const uint32_t first[] = {'a', 0xE9, 0x4E00, 0x1F600};
    uint32_t number = below(letters);
    return script == 4 ? first[number % 4] + number / 4 : first[script] + number;
}

static uint32_t edit(uint32_t *text, uint32_t length, uint32_t room, uint32_t letters, uint32_t script) {
    uint32_t place = below(length + 1), size = below(4) ? 1 : 1 + below(length + 1);
    switch (below(3)) {
    case 0:
        if (size > room - length) return length;
        memmove(text + place + size, text + place, (length - place) * sizeof *text);
        for (uint32_t i = 0; i < size; i++) text[place + i] = letter(letters, script);
        return length + size;
    case 1:
        if (size > length - place) size = length - place;
        memmove(text + place, text + place + size, (length - place - size) * sizeof *text);
        return length - size;
    default:
        for (uint32_t i = place; i < length && i < place + size; i++) text[i] = letter(letters, script);
        return length;
    }
}

static uint32_t any_length(uint32_t longest) {
    static const uint32_t borders[] = {0, 1, 2, 3, 31, 32, 33, 62, 63, 64, 65, 66, 127, 128, 129, 191, 192, 193};
    uint32_t length = below(3) ? below(longest + 1) : borders[below(sizeof borders / sizeof *borders)];
    return length < longest ? length : longest;
}

static struct corpus make_corpus(uint32_t longest) {
    struct corpus c = {.count = 1 + below(TEXTS), .query_length = any_length(longest), .room = 2 * longest};
    uint32_t letters = below(6) ? 1 + below(4) : 20, script = below(5), period = below(4) ? 0 : 1 + below(3), at = 0;
    c.query = calloc(c.room + 1, sizeof *c.query);
    c.symbols = calloc((size_t)(c.room + 1) * TEXTS, sizeof *c.symbols);
    for (uint32_t i = 0; i < c.query_length; i++)
        c.query[i] = period && i >= period ? c.query[i - period] : letter(letters, script);
    for (uint32_t n = 0; n < c.count; n++) {
        uint32_t *text = c.symbols + at, length = c.query_length;
        uint32_t edits = below(6) == 0 ? 2 * length : below(2) ? below(4) : below(length / 2 + 1);
        memcpy(text, c.query, length * sizeof *text);
        for (uint32_t i = 0; i < edits; i++) length = edit(text, length, c.room, letters, script);
        c.ids[n] = 3 * (int64_t)n + 1;
        c.lengths[n] = length;
        at += length;
    }
    return c;
}

/* ---- files ---- */

static void put(struct file *f, struct place *place, const void *bytes, uint64_t length) {
    size_t pages = (length + PADANAN_PAGE - 1) / PADANAN_PAGE;
    *place = (struct place){f->pages * PADANAN_PAGE, length};
    unsigned char *base = aligned_alloc(PADANAN_PAGE, (f->pages + pages) * PADANAN_PAGE);
    memset(base, 0, (f->pages + pages) * PADANAN_PAGE);
    if (f->base) memcpy(base, f->base, f->pages * PADANAN_PAGE);
    if (length) memcpy(base + place->offset, bytes, length);
    free(f->base);
    f->base = base;
    f->pages += pages;
}

static void put_piece(struct file *f, struct place *place, const struct builder *builder, uint32_t piece) {
    uint64_t length;
    const void *bytes = padanan_fuzzy_piece(builder, piece, &length);
    put(f, place, bytes, length);
}

/* Make all checksums fit. */
static void seal(struct file *f) {
    for (size_t page = 1; page < f->pages; page++)
        f->checksums[page - 1] = padanan_page_crc(f->base + page * PADANAN_PAGE);
    memset(f->checked, 0, f->pages);
}

static enum status build(struct builder *builder, const struct corpus *c) {
    if (!builder) return NO_MEMORY;
    if (padanan_fuzzy_add(builder, c->ids, c->lengths, c->count, c->symbols)) return NO_MEMORY;
    if (padanan_fuzzy_sort(builder)) return NO_MEMORY;
    if (padanan_fuzzy_block(builder, 0)) return NO_MEMORY;
    return padanan_fuzzy_finish(builder) ? NO_MEMORY : DONE;
}

static struct file make_file(const struct corpus *c) {
    struct file f = {.pages = 1};
    struct builder *builder = padanan_fuzzy_builder();
    if (build(builder, c) != DONE) abort();
    struct place *places[] = {&f.index.runs,   &f.index.ids,     &f.index.symbols, &f.index.bitmaps,
                              &f.index.arrays, &f.index.entries, &f.index.slots};
    for (uint32_t piece = 0; piece < sizeof places / sizeof *places; piece++)
        put_piece(&f, places[piece], builder, piece);
    padanan_fuzzy_builder_free(builder);
    f.checksums = calloc(f.pages, sizeof *f.checksums);
    f.checked = calloc(f.pages, 1);
    seal(&f);
    f.index.file = (struct padanan_mapped){f.base, f.pages * PADANAN_PAGE, f.checksums, f.checked};
    return f;
}

static void free_all(struct file *f, struct corpus *c) {
    free(f->base);
    free(f->checksums);
    free(f->checked);
    free(c->query);
    free(c->symbols);
}

/* Change a few numbers of some section to values that are likely to do harm. */
static void spoil(struct file *f) {
    static const uint32_t values[] = {0, 1, 2, 3, 5, 63, 64, 65, 1023, 1024, 65535, 1u << 22, 1u << 31, UINT32_MAX};
    const struct place *places[] = {&f->index.runs, &f->index.runs, &f->index.entries, &f->index.slots,
                                    &f->index.slots, &f->index.arrays, &f->index.ids};
    for (uint32_t times = 1 + below(3); times; times--) {
        const struct place *place = places[below(sizeof places / sizeof *places)];
        if (place->length < 4) continue;
        uint32_t value = below(2) ? values[below(sizeof values / sizeof *values)] : below(200);
        memcpy(f->base + place->offset + below((uint32_t)place->length / 4) * 4, &value, 4);
    }
    struct place *cut[] = {&f->index.runs, &f->index.entries, &f->index.slots, &f->index.arrays, &f->index.symbols};
    if (below(4) == 0) {
        struct place *place = cut[below(sizeof cut / sizeof *cut)];
        if (place->length) place->length = below((uint32_t)place->length);
    }
    seal(f);
}

/* ---- what is right ---- */

static uint32_t textbook_distance(const uint32_t *a, uint32_t m, const uint32_t *b, uint32_t n) {
    uint32_t *row = malloc((n + 1) * sizeof *row), distance;
    for (uint32_t j = 0; j <= n; j++) row[j] = j;
    for (uint32_t i = 1; i <= m; i++) {
        uint32_t diagonal = row[0];
        row[0] = i;
        for (uint32_t j = 1; j <= n; j++) {
            uint32_t best = diagonal + (a[i - 1] != b[j - 1]);
            diagonal = row[j];
            if (row[j] + 1 < best) best = row[j] + 1;
            if (row[j - 1] + 1 < best) best = row[j - 1] + 1;
            row[j] = best;
        }
    }
    distance = row[n];
    free(row);
    return distance;
}

static int is_worse(const struct hit *a, const struct hit *b) {
    return (uint64_t)a->distance * b->longer > (uint64_t)b->distance * a->longer;
}

static int compare(const void *first, const void *second) {
    const struct hit *a = first, *b = second;
    if (is_worse(a, b)) return 1;
    if (is_worse(b, a)) return -1;
    return a->id < b->id ? -1 : a->id > b->id;
}

/* Whether the kernel's answer is what comparing with every text gives. */
static int is_right(const struct corpus *c, const uint32_t *distances, uint32_t threshold, uint64_t wanted,
                    const struct answer *answer) {
    struct hit hits[TEXTS];
    uint32_t all = 0, kept;
    for (uint32_t n = 0; n < c->count; n++) {
        uint32_t longer = c->lengths[n] > c->query_length ? c->lengths[n] : c->query_length;
        if (100 * (uint64_t)(longer - distances[n]) >= (uint64_t)threshold * longer)
            hits[all++] = (struct hit){c->ids[n], distances[n], longer};
    }
    qsort(hits, all, sizeof *hits, compare);
    for (kept = 0; kept < all; kept++)
        if (kept >= wanted && is_worse(&hits[kept], &hits[wanted - 1])) break;
    if (answer->count != kept || (answer->complete && kept != all) || (!answer->complete && kept < wanted)) return 0;
    for (uint32_t i = 0; i < kept; i++)
        if (answer->hits[i].id != hits[i].id || answer->hits[i].distance != hits[i].distance ||
            answer->hits[i].longer != hits[i].longer)
            return 0;
    return 1;
}

static uint32_t any_threshold(void) {
    static const uint32_t usual[] = {50, 70, 75, 100};
    return below(3) ? 1 + below(100) : usual[below(4)];
}

static int check_answers(const struct corpus *c, const struct file *f) {
    uint32_t distances[TEXTS];
    const uint32_t *text = c->symbols;
    for (uint32_t n = 0; n < c->count; text += c->lengths[n++])
        distances[n] = textbook_distance(c->query, c->query_length, text, c->lengths[n]);
    for (int times = 0; times < 6; times++) {
        uint32_t threshold = any_threshold();
        uint64_t wanted = 1 + below(below(2) ? 3 : 50);
        struct answer answer;
        int status = padanan_fuzzy_nearest(&f->index, c->query, c->query_length, threshold, wanted, &answer);
        int right = status == DONE && is_right(c, distances, threshold, wanted, &answer);
        padanan_fuzzy_release(&answer);
        if (right) continue;
        printf("%u symbols, threshold %u, wanted %u: status %d\n", c->query_length, threshold, (uint32_t)wanted, status);
        return 0;
    }
    return 1;
}

static void ask_hostile(const struct corpus *c, struct file *f) {
    spoil(f);
    for (int times = 0; times < 3; times++) {
        struct answer answer;
        padanan_fuzzy_nearest(&f->index, c->query, c->query_length, any_threshold(), 1 + below(5), &answer);
        padanan_fuzzy_release(&answer);
    }
}

/* Build, and search, with every allocation failing in its turn; whatever is given must be right. */
static int starve(const struct corpus *c, const struct file *f) {
    enum status status = NO_MEMORY;
    for (uint64_t first = 0; status != DONE; first++) {
        allocations = first;
        struct builder *builder = padanan_fuzzy_builder();
        status = build(builder, c);
        padanan_fuzzy_builder_free(builder);
    }
    struct answer whole, answer;
    allocations = UINT64_MAX;
    padanan_fuzzy_nearest(&f->index, c->query, c->query_length, 50, 3, &whole);
    for (uint64_t first = 0, done = 0; !done; first++) {
        allocations = first;
        done = padanan_fuzzy_nearest(&f->index, c->query, c->query_length, 50, 3, &answer) == DONE;
        if (done ? answer.count != whole.count : answer.count) return 0;
        padanan_fuzzy_release(&answer);
    }
    padanan_fuzzy_release(&whole);
    allocations = UINT64_MAX;
    return 1;
}

static int try_corpus(const char *mode, const struct corpus *c, struct file *f) {
    if (strcmp(mode, "answers") == 0) return check_answers(c, f);
    if (strcmp(mode, "memory") == 0) return starve(c, f);
    ask_hostile(c, f);
    return 1;
}

int main(int count, char **arguments) {
    if (count != 5) return 2;
    int wrong = 0;
    uint32_t longest = (uint32_t)strtoul(arguments[4], NULL, 10);
    uint64_t end = strtoull(arguments[3], NULL, 10);
    padanan_fuzzy_prepare();
    padanan_prepare_crc(); /* this file has a table of its own */
    for (uint64_t seed = strtoull(arguments[2], NULL, 10); seed < end; seed++) {
        state = (seed + 1) * 0x9E3779B97F4A7C15u;
        struct corpus corpus = make_corpus(longest);
        struct file file = make_file(&corpus);
        if (!try_corpus(arguments[1], &corpus, &file)) {
            printf("seed %llu\n", (unsigned long long)seed);
            wrong = 1;
        }
        free_all(&file, &corpus);
    }
    return wrong;
}
