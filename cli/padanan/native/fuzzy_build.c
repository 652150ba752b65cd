/* Making the sections of a fuzzy index, block after block, so that memory holds the texts and one block's features. */
#include <stdlib.h>
#include <string.h>

#include "fuzzy.h"

/* Each text is read twice, and every reading has a number of its own. */
#define MOST_TEXTS (UINT32_MAX / 2 - BLOCK_TEXTS)

struct buffer {
    unsigned char *bytes;
    size_t length, room;
};

struct text {
    int64_t id;
    uint64_t offset;
    uint32_t length, width;
};

struct feature {
    uint64_t key;
    uint32_t next; /* the same bigram once more: its number, 0 if there is none yet */
    uint32_t latest, text; /* in the text that is read: the latest occurrence's feature, and that text's number + 1 */
    uint32_t texts, filled; /* in this block */
};

struct found {
    uint32_t feature;
    struct entry entry;
};

struct builder {
    struct buffer arena, symbols, texts, runs, ids, features, found, slots, entries, arrays, bitmaps, row;
    uint32_t *table; /* feature numbers + 1 by the hash of a bigram's first occurrence */
    size_t capacity, bigrams;
    uint64_t arrays_length, bitmaps_length;
    uint32_t stamp;
};

enum piece { RUNS, IDS, SYMBOLS, BITMAPS, ARRAYS, ENTRIES, SLOTS };

static void *reserve(struct buffer *b, size_t bytes) {
    if (b->room - b->length < bytes) {
        if (bytes > SIZE_MAX / 4 || b->room > SIZE_MAX / 4) return NULL;
        size_t room = b->room + b->room / 2 + bytes;
        unsigned char *grown = realloc(b->bytes, room);
        if (!grown) return NULL;
        b->bytes = grown;
        b->room = room;
    }
    void *place = b->bytes + b->length;
    b->length += bytes;
    return place;
}

static void drop(struct buffer *b) {
    free(b->bytes);
    memset(b, 0, sizeof *b);
}

PADANAN_EXPORT struct builder *padanan_fuzzy_builder(void) { return calloc(1, sizeof(struct builder)); }

PADANAN_EXPORT void padanan_fuzzy_builder_free(struct builder *b) {
    if (!b) return;
    struct buffer *all[] = {&b->arena, &b->symbols, &b->texts, &b->runs, &b->ids, &b->features,
                            &b->found, &b->slots, &b->entries, &b->arrays, &b->bitmaps, &b->row};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) drop(all[i]);
    free(b->table);
    free(b);
}

static uint32_t width_of(const uint32_t *symbols, uint32_t length) {
    uint32_t all = 0;
    for (uint32_t i = 0; i < length; i++) all |= symbols[i];
    return all < 0x100 ? 1 : all < 0x10000 ? 2 : 4;
}

PADANAN_EXPORT int padanan_fuzzy_add(struct builder *b, const int64_t *ids, const uint32_t *lengths, uint64_t count,
                                     const uint32_t *symbols) {
    for (uint64_t i = 0; i < count; i++) {
        uint32_t length = lengths[i], width = width_of(symbols, length);
        struct text *text = reserve(&b->texts, sizeof *text);
        if (!text) return NO_MEMORY;
        unsigned char *to = reserve(&b->arena, (size_t)length * width);
        if (!to && length) return NO_MEMORY;
        *text = (struct text){ids[i], b->arena.length - (size_t)length * width, length, width};
        for (uint32_t k = 0; k < length; k++) {
            if (width == 1) to[k] = (unsigned char)symbols[k];
            if (width == 2) memcpy(to + 2 * (size_t)k, &(uint16_t){(uint16_t)symbols[k]}, 2);
            if (width == 4) memcpy(to + 4 * (size_t)k, &symbols[k], 4);
        }
        symbols += length;
    }
    return DONE;
}

static int compare_texts(const void *first, const void *second) {
    const struct text *a = first, *b = second;
    if (a->length != b->length) return a->length < b->length ? -1 : 1;
    if (a->width != b->width) return a->width < b->width ? -1 : 1;
    return a->id < b->id ? -1 : a->id > b->id;
}

static struct run *run_for(struct builder *b, const struct text *text, uint32_t number) {
    struct run *last = b->runs.length ? (struct run *)(void *)(b->runs.bytes + b->runs.length) - 1 : NULL;
    if (last && last->length == text->length && last->width == text->width) return last;
    /* wide symbols are read in place */
    while (b->symbols.length % text->width)
        if (!reserve(&b->symbols, 1)) return NULL;
    struct run *run = reserve(&b->runs, sizeof *run);
    if (run) *run = (struct run){text->length, text->width, number, 0, b->symbols.length};
    return run;
}

/* Sort the texts, and lay out runs, ids and symbols. */
PADANAN_EXPORT int padanan_fuzzy_sort(struct builder *b) {
    size_t count = b->texts.length / sizeof(struct text);
    struct text *texts = (struct text *)(void *)b->texts.bytes;
    if (count > MOST_TEXTS) return NO_MEMORY;
    if (count) qsort(texts, count, sizeof *texts, compare_texts);
    for (size_t i = 0; i < count; i++) {
        struct run *run = run_for(b, &texts[i], (uint32_t)i);
        int64_t *id = reserve(&b->ids, sizeof *id);
        size_t bytes = (size_t)texts[i].length * texts[i].width;
        if (!run || !id) return NO_MEMORY;
        run->texts++;
        *id = texts[i].id;
        if (!bytes) continue;
        unsigned char *to = reserve(&b->symbols, bytes);
        if (!to) return NO_MEMORY;
        memcpy(to, b->arena.bytes + texts[i].offset, bytes);
    }
    drop(&b->arena);
    drop(&b->texts);
    return DONE;
}

/* ---- features ---- */

static struct feature *feature(struct builder *b, uint32_t number) {
    return (struct feature *)(void *)b->features.bytes + number;
}

static int grow_table(struct builder *b) {
    if (b->capacity >= 2 * (b->bigrams + 1)) return 1;
    size_t capacity = b->capacity ? 2 * b->capacity : 4096;
    uint32_t *table = calloc(capacity, sizeof *table);
    if (!table) return 0;
    for (size_t i = 0; i < b->capacity; i++) {
        if (!b->table[i]) continue;
        size_t at = spread(feature(b, b->table[i] - 1)->key) & (capacity - 1);
        while (table[at]) at = (at + 1) & (capacity - 1);
        table[at] = b->table[i];
    }
    free(b->table);
    b->table = table;
    b->capacity = capacity;
    return 1;
}

/* Make a feature; give its number + 1, or 0 when there is no memory. */
static uint32_t make_feature(struct builder *b, uint64_t key) {
    size_t number = b->features.length / sizeof(struct feature);
    struct feature *made = number < UINT32_MAX ? reserve(&b->features, sizeof *made) : NULL;
    if (!made) return 0;
    *made = (struct feature){.key = key};
    return (uint32_t)number + 1;
}

/* Give the number + 1 of the feature of a bigram that begins at a place of the text that is read; 0: no memory. */
static uint32_t next_feature(struct builder *b, uint64_t key) {
    if (!grow_table(b)) return 0;
    size_t mask = b->capacity - 1, at = spread(key) & mask;
    while (b->table[at] && feature(b, b->table[at] - 1)->key != key) at = (at + 1) & mask;
    if (!b->table[at]) {
        b->table[at] = make_feature(b, key);
        b->bigrams++;
        if (!b->table[at]) return 0;
    }
    uint32_t first = b->table[at], found = first;
    if (feature(b, first - 1)->text == b->stamp) {
        uint32_t latest = feature(b, first - 1)->latest;
        found = feature(b, latest - 1)->next;
        if (!found) {
            found = make_feature(b, feature(b, latest - 1)->key + 1);
            if (!found) return 0;
            feature(b, latest - 1)->next = found;
        }
    }
    feature(b, first - 1)->text = b->stamp;
    feature(b, first - 1)->latest = found;
    return found;
}

/* Write the features of a text; 0 when there is no memory. */
static int read_features(struct builder *b, const unsigned char *text, const struct run *run, uint32_t *features) {
    b->stamp++;
    for (uint32_t i = 0; i + 1 < run->length; i++) {
        uint64_t key = feature_key(symbol_at(text, run->width, i), symbol_at(text, run->width, i + 1), 0);
        uint32_t found = next_feature(b, key);
        if (!found) return 0;
        features[i] = found - 1;
    }
    return 1;
}

static void count_features(struct builder *b, const uint32_t *features, uint32_t count) {
    for (uint32_t i = 0; i < count; i++) feature(b, features[i])->texts++;
}

/* Find room for what each feature has in this block, and note it. */
static int lay_out_block(struct builder *b, uint32_t block) {
    size_t count = b->features.length / sizeof(struct feature);
    b->arrays.length = b->bitmaps.length = 0;
    for (size_t i = 0; i < count; i++) {
        struct feature *f = feature(b, (uint32_t)i);
        f->filled = 0;
        if (!f->texts) continue;
        struct found *found = reserve(&b->found, sizeof *found);
        if (!found) return 0;
        int dense = f->texts >= DENSE_TEXTS;
        struct buffer *to = dense ? &b->bitmaps : &b->arrays;
        uint64_t before = dense ? b->bitmaps_length : b->arrays_length;
        size_t bytes = dense ? BITMAP_BYTES : 2 * (size_t)f->texts;
        *found = (struct found){(uint32_t)i, {block, f->texts, before + to->length}};
        void *place = reserve(to, bytes);
        if (!place) return 0;
        if (dense) memset(place, 0, bytes);
    }
    return 1;
}

/* Put a text where its features have their room; `starts` says where that begins. */
static void fill_features(struct builder *b, const uint64_t *starts, const uint32_t *features, uint32_t count,
                          uint32_t text) {
    for (uint32_t i = 0; i < count; i++) {
        struct feature *f = feature(b, features[i]);
        uint64_t start = starts[features[i]];
        if (f->texts >= DENSE_TEXTS) {
            uint64_t *words = (uint64_t *)(void *)(b->bitmaps.bytes + start);
            words[text / 64] |= (uint64_t)1 << text % 64;
        } else {
            ((uint16_t *)(void *)(b->arrays.bytes + start))[f->filled++] = (uint16_t)text;
        }
    }
}

/* Count the features of a run's texts that stand in a block or, with `starts`, put the texts in place. */
static int read_run(struct builder *b, const struct run *run, uint64_t base, const uint64_t *starts) {
    uint64_t first = run->first, end = first + run->texts, limit = base + BLOCK_TEXTS;
    if (end <= base || first >= limit || run->length < 2 || run->length > LONGEST_TEXT) return 1;
    uint32_t count = run->length - 1;
    b->row.length = 0;
    uint32_t *features = reserve(&b->row, count * sizeof *features);
    if (!features) return 0;
    for (uint64_t text = first > base ? first : base; text < end && text < limit; text++) {
        const unsigned char *symbols = b->symbols.bytes + run->offset + (text - first) * run->length * run->width;
        if (!read_features(b, symbols, run, features)) return 0;
        if (starts) fill_features(b, starts, features, count, (uint32_t)(text - base));
        else count_features(b, features, count);
    }
    return 1;
}

static int read_block(struct builder *b, uint32_t block, const uint64_t *starts) {
    const struct run *runs = (const struct run *)(const void *)b->runs.bytes;
    for (size_t i = 0; i < b->runs.length / sizeof *runs; i++)
        if (!read_run(b, &runs[i], block * (uint64_t)BLOCK_TEXTS, starts)) return 0;
    return 1;
}

/* Make the bitmaps and arrays of one block; padanan_fuzzy_piece gives them. */
PADANAN_EXPORT int padanan_fuzzy_block(struct builder *b, uint32_t block) {
    if (!read_block(b, block, NULL)) return NO_MEMORY;
    size_t known = b->found.length, count = b->features.length / sizeof(struct feature);
    if (!lay_out_block(b, block)) return NO_MEMORY;
    uint64_t *starts = malloc((count + 1) * sizeof *starts);
    if (!starts) return NO_MEMORY;
    const struct found *found = (const struct found *)(const void *)(b->found.bytes + known);
    size_t made = (b->found.length - known) / sizeof *found;
    for (size_t i = 0; i < made; i++) {
        int dense = found[i].entry.texts >= DENSE_TEXTS;
        starts[found[i].feature] = found[i].entry.offset - (dense ? b->bitmaps_length : b->arrays_length);
    }
    int done = read_block(b, block, starts);
    free(starts);
    for (size_t i = 0; i < count; i++) feature(b, (uint32_t)i)->texts = 0;
    b->bitmaps_length += b->bitmaps.length;
    b->arrays_length += b->arrays.length;
    return done ? DONE : NO_MEMORY;
}

/* Make the hash table of features and their entries, when all blocks are made. */
PADANAN_EXPORT int padanan_fuzzy_finish(struct builder *b) {
    size_t count = b->features.length / sizeof(struct feature), total = b->found.length / sizeof(struct found);
    const struct found *found = (const struct found *)(const void *)b->found.bytes;
    size_t capacity = 1;
    while (capacity < 2 * count) capacity *= 2;
    struct slot *slots = reserve(&b->slots, count ? capacity * sizeof *slots : 0);
    struct entry *entries = reserve(&b->entries, total * sizeof *entries);
    uint32_t *next = calloc(count + 1, sizeof *next);
    if ((count && !slots) || (total && !entries) || !next || total > UINT32_MAX) {
        free(next);
        return NO_MEMORY;
    }
    if (count) memset(slots, 0, capacity * sizeof *slots);
    for (size_t i = 0; i < total; i++) next[found[i].feature + 1]++;
    for (size_t i = 0; i < count; i++) {
        uint64_t key = feature(b, (uint32_t)i)->key;
        size_t at = spread(key) & (capacity - 1);
        while (slots[at].entries) at = (at + 1) & (capacity - 1);
        slots[at] = (struct slot){key, next[i], next[i + 1]};
        next[i + 1] += next[i];
    }
    for (size_t i = 0; i < total; i++) entries[next[found[i].feature]++] = found[i].entry;
    free(next);
    return DONE;
}

PADANAN_EXPORT const void *padanan_fuzzy_piece(const struct builder *b, uint32_t piece, uint64_t *length) {
    const struct buffer *pieces[] = {&b->runs, &b->ids, &b->symbols, &b->bitmaps, &b->arrays, &b->entries, &b->slots};
    *length = pieces[piece]->length;
    return pieces[piece]->bytes;
}
