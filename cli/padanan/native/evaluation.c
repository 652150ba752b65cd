/* BLEU's and chrF's counts of n-grams, as sacrebleu's Counters give them.

   An n-gram has a number, and is known by the number of the (n-1)-gram it begins with and its last word or
   character: equality is exact, whatever the hash. Only n-grams of the hypothesis get numbers; one of a
   reference that begins with an unknown one matches nothing.

   Source: sacrebleu 2.6, metrics/bleu.py, metrics/chrf.py, metrics/helpers.py (Apache-2.0). */
#include "evaluation.h"

#include <stdlib.h>
#include <string.h>

#define NO_GRAM UINT32_MAX

typedef struct {
    uint64_t key;
    uint32_t stamp, number;
} gram_slot;

typedef struct {
    gram_slot *slots;
    size_t slot_count;
    uint32_t stamp; /* slots with another one are free */
    uint32_t count; /* of distinct n-grams of this order in the hypothesis */
    padanan_array hyp, times, seen, best; /* number at each position; occurrences of each number */
    padanan_array *refs;                  /* number at each position of each reference */
    size_t ref_room;
} gram_table;

static size_t hash_gram(uint64_t key)
{
    key *= UINT64_C(0x9E3779B97F4A7C15);
    key ^= key >> 32;
    key *= UINT64_C(0xD6E8FEB86659FD93);
    return (size_t)(key ^ (key >> 32));
}

static gram_slot *find_gram(const gram_table *table, uint64_t key)
{
    size_t mask = table->slot_count - 1, at = hash_gram(key) & mask;

    while (table->slots[at].stamp == table->stamp && table->slots[at].key != key)
        at = (at + 1) & mask;
    return &table->slots[at];
}

/* Empties the table, and makes it large enough for `size` n-grams. */
static int clear_table(gram_table *table, size_t size)
{
    size_t count = 256;

    while (count < 2 * size)
        count *= 2;
    if (table->slot_count < count || table->stamp == UINT32_MAX) {
        free(table->slots);
        table->slot_count = 0;
        table->slots = calloc(count, sizeof *table->slots);
        if (!table->slots)
            return PADANAN_NO_MEMORY;
        table->slot_count = count;
        table->stamp = 0;
    }
    table->stamp++;
    table->count = 0;
    return PADANAN_OK;
}

static uint64_t gram_key(uint32_t beginning, uint32_t last) { return (uint64_t)beginning << 32 | last; }

/* Numbers the hypothesis's n-grams of the next order. */
static int count_hypothesis(gram_table *table, const padanan_array *hyp, size_t order)
{
    size_t grams = hyp->size + 1 - order;

    if (clear_table(table, grams))
        return PADANAN_NO_MEMORY;
    memset(table->times.items, 0, grams * sizeof *table->times.items);
    memset(table->best.items, 0, grams * sizeof *table->best.items);
    for (size_t i = 0; i < grams; i++) {
        uint64_t key = gram_key(table->hyp.items[i], hyp->items[i + order - 1]);
        gram_slot *slot = find_gram(table, key);
        if (slot->stamp != table->stamp) {
            slot->stamp = table->stamp;
            slot->key = key;
            slot->number = table->count++;
        }
        table->hyp.items[i] = slot->number;
        table->times.items[slot->number]++;
    }
    return PADANAN_OK;
}

/* Counts the n-grams that a reference shares with the hypothesis, each as often as both have it. */
static uint32_t count_shared(gram_table *table, padanan_array *numbers, const padanan_array *ref, size_t order)
{
    uint32_t shared = 0;

    memset(table->seen.items, 0, table->count * sizeof *table->seen.items);
    for (size_t i = 0; i + order <= ref->size; i++) {
        const gram_slot *slot;
        uint32_t number;
        if (numbers->items[i] == NO_GRAM)
            continue;
        slot = find_gram(table, gram_key(numbers->items[i], ref->items[i + order - 1]));
        number = slot->stamp == table->stamp ? slot->number : NO_GRAM;
        numbers->items[i] = number;
        if (number != NO_GRAM && table->seen.items[number] < table->times.items[number]) {
            shared++;
            if (++table->seen.items[number] > table->best.items[number])
                table->best.items[number] = table->seen.items[number];
        }
    }
    return shared;
}

static int start_orders(gram_table *table, const padanan_array *hyp, const padanan_array *refs, size_t count)
{
    if (padanan_reserve(&table->hyp, hyp->size) || padanan_reserve(&table->times, hyp->size)
        || padanan_reserve(&table->seen, hyp->size) || padanan_reserve(&table->best, hyp->size))
        return PADANAN_NO_MEMORY;
    memset(table->hyp.items, 0, hyp->size * sizeof *table->hyp.items);
    for (size_t r = 0; r < count; r++) {
        if (padanan_reserve(&table->refs[r], refs[r].size))
            return PADANAN_NO_MEMORY;
        memset(table->refs[r].items, 0, refs[r].size * sizeof *refs[r].items);
    }
    return PADANAN_OK;
}

static int make_ref_room(padanan_array **arrays, size_t *room, size_t count)
{
    padanan_array *larger;

    if (count <= *room)
        return PADANAN_OK;
    larger = realloc(*arrays, count * sizeof *larger);
    if (!larger)
        return PADANAN_NO_MEMORY;
    memset(larger + *room, 0, (count - *room) * sizeof *larger);
    *arrays = larger;
    *room = count;
    return PADANAN_OK;
}

static void free_arrays(padanan_array *arrays, size_t count)
{
    for (size_t i = 0; i < count; i++)
        free(arrays[i].items);
    free(arrays);
}

static void free_table(gram_table *table)
{
    free(table->slots);
    free(table->hyp.items);
    free(table->times.items);
    free(table->seen.items);
    free(table->best.items);
    free_arrays(table->refs, table->ref_room);
}

static int32_t count_grams(size_t size, size_t order) { return size < order ? 0 : (int32_t)(size + 1 - order); }

/* Everything that lives from one segment to the next. */
typedef struct {
    const padanan_batch *batch;
    padanan_words words;
    gram_table table;
    padanan_array hyp, text, *refs;
    size_t ref_room;
} counting;

static void free_counting(counting *state)
{
    padanan_free_words(&state->words);
    free_table(&state->table);
    free(state->hyp.items);
    free(state->text.items);
    free_arrays(state->refs, state->ref_room);
}

static int is_too_long(const int64_t *offsets, int64_t first, int64_t last)
{
    for (; first < last; first++)
        if (offsets[first + 1] - offsets[first] > PADANAN_LONGEST)
            return 1;
    return 0;
}

/* Makes room for a segment's references; says how many it has. */
static int begin_segment(counting *state, int64_t segment, size_t *ref_count)
{
    const padanan_batch *batch = state->batch;

    if (is_too_long(batch->ref_offsets, batch->ref_starts[segment], batch->ref_starts[segment + 1]))
        return PADANAN_TOO_LONG;
    for (int64_t text = segment; text < batch->segments * batch->systems; text += batch->segments)
        if (is_too_long(batch->hyp_offsets, text, text + 1))
            return PADANAN_TOO_LONG;
    *ref_count = (size_t)(batch->ref_starts[segment + 1] - batch->ref_starts[segment]);
    padanan_forget_words(&state->words);
    return make_ref_room(&state->refs, &state->ref_room, *ref_count)
           || make_ref_room(&state->table.refs, &state->table.ref_room, *ref_count);
}

/* ---- BLEU ---- */

static int tokenize_text(counting *state, const uint32_t *points, const int64_t *offsets, int64_t index,
                         int tokenizer, padanan_array *numbers)
{
    return padanan_tokenize(&state->words, points + offsets[index], (size_t)(offsets[index + 1] - offsets[index]),
                            state->batch->classes, tokenizer, numbers);
}

static int tokenize_references(counting *state, int64_t segment, size_t ref_count, int tokenizer)
{
    const padanan_batch *batch = state->batch;
    int status = PADANAN_OK;

    for (size_t r = 0; r < ref_count && !status; r++)
        status = tokenize_text(state, batch->ref_points, batch->ref_offsets,
                               batch->ref_starts[segment] + (int64_t)r, tokenizer, &state->refs[r]);
    return status;
}

/* The shorter of two references that are equally near. */
static int32_t nearest_length(size_t length, const padanan_array *refs, size_t count)
{
    int64_t nearest = -1, least = -1;

    for (size_t r = 0; r < count; r++) {
        int64_t size = (int64_t)refs[r].size, distance = llabs((int64_t)length - size);
        if (least < 0 || distance < least || (distance == least && size < nearest)) {
            least = distance;
            nearest = size;
        }
    }
    return (int32_t)nearest;
}

static int count_bleu(counting *state, size_t ref_count, size_t max_order, int32_t *out)
{
    gram_table *table = &state->table;

    out[0] = (int32_t)state->hyp.size;
    out[1] = nearest_length(state->hyp.size, state->refs, ref_count);
    memset(out + 2, 0, 2 * max_order * sizeof *out);
    if (start_orders(table, &state->hyp, state->refs, ref_count))
        return PADANAN_NO_MEMORY;
    for (size_t order = 1; order <= max_order && order <= state->hyp.size; order++) {
        int32_t *correct = out + 1 + order;
        if (count_hypothesis(table, &state->hyp, order))
            return PADANAN_NO_MEMORY;
        for (size_t r = 0; r < ref_count; r++)
            count_shared(table, &table->refs[r], &state->refs[r], order);
        for (uint32_t number = 0; number < table->count; number++)
            *correct += (int32_t)table->best.items[number];
        out[1 + max_order + order] = count_grams(state->hyp.size, order);
    }
    return PADANAN_OK;
}

/* Writes 2 + 2 * max_order numbers for each text of a system, in their order. */
PADANAN_EXPORT int padanan_count_bleu(const padanan_batch *batch, int tokenizer, int32_t max_order, int32_t *out)
{
    counting state = {.batch = batch};
    int status = PADANAN_OK;
    size_t ref_count;

    for (int64_t segment = 0; segment < batch->segments && !status; segment++) {
        status = begin_segment(&state, segment, &ref_count);
        if (!status)
            status = tokenize_references(&state, segment, ref_count, tokenizer);
        for (int64_t system = 0; system < batch->systems && !status; system++) {
            int64_t text = system * batch->segments + segment;
            status = tokenize_text(&state, batch->hyp_points, batch->hyp_offsets, text, tokenizer, &state.hyp);
            if (!status)
                status = count_bleu(&state, ref_count, (size_t)max_order, out + text * (2 + 2 * (int64_t)max_order));
        }
    }
    free_counting(&state);
    return status;
}

/* ---- chrF ---- */

typedef struct {
    int32_t keeps_spaces, char_order, word_order;
} chrf_orders;

static int is_ascii_punctuation(uint32_t c)
{
    return (c >= '!' && c <= '/') || (c >= ':' && c <= '@') || (c >= '[' && c <= '`') || (c >= '{' && c <= '~');
}

/* A mark at the end of a word stands by itself, or else one at its beginning. */
static int add_chrf_word(padanan_words *words, const uint32_t *word, size_t size, padanan_array *numbers)
{
    size_t first = size;

    if (size > 1 && is_ascii_punctuation(word[size - 1]))
        first = size - 1;
    else if (size > 1 && is_ascii_punctuation(*word))
        first = 1;
    if (padanan_add_word(words, word, first, numbers))
        return PADANAN_NO_MEMORY;
    return first < size ? padanan_add_word(words, word + first, size - first, numbers) : PADANAN_OK;
}

static int chrf_words(counting *state, const uint32_t *text, size_t size, padanan_array *numbers)
{
    const uint8_t *classes = state->batch->classes;

    numbers->size = 0;
    for (size_t start = 0, end; start < size; start = end + 1) {
        for (end = start; end < size && !(classes[text[end]] & CLASS_SPACE); end++)
            ;
        if (end > start && add_chrf_word(&state->words, text + start, end - start, numbers))
            return PADANAN_NO_MEMORY;
    }
    return PADANAN_OK;
}

static int chrf_characters(counting *state, const uint32_t *text, size_t size, int keeps_spaces,
                           padanan_array *numbers)
{
    const uint8_t *classes = state->batch->classes;

    numbers->size = 0;
    if (padanan_reserve(numbers, size))
        return PADANAN_NO_MEMORY;
    for (size_t i = 0; i < size; i++)
        if (keeps_spaces || !(classes[text[i]] & CLASS_SPACE))
            numbers->items[numbers->size++] = text[i];
    return PADANAN_OK;
}

/* Reads a text as characters or as words. */
static int read_chrf(counting *state, const uint32_t *points, const int64_t *offsets, int64_t index,
                     const chrf_orders *orders, int as_words, padanan_array *numbers)
{
    const uint32_t *text = points + offsets[index];
    size_t size = (size_t)(offsets[index + 1] - offsets[index]);

    return as_words ? chrf_words(state, text, size, numbers)
                    : chrf_characters(state, text, size, orders->keeps_spaces, numbers);
}

/* Three numbers for each order; sacrebleu counts no n-gram of a hypothesis whose reference has none. */
static int count_chrf(counting *state, size_t ref_count, size_t max_order, size_t row_size, int32_t *out)
{
    gram_table *table = &state->table;

    if (start_orders(table, &state->hyp, state->refs, ref_count))
        return PADANAN_NO_MEMORY;
    for (size_t order = 1; order <= max_order; order++) {
        int32_t hyp_count = count_grams(state->hyp.size, order);
        if (hyp_count && count_hypothesis(table, &state->hyp, order))
            return PADANAN_NO_MEMORY;
        for (size_t r = 0; r < ref_count; r++) {
            int32_t *cell = out + r * row_size + 3 * (order - 1);
            cell[1] = count_grams(state->refs[r].size, order);
            cell[0] = cell[1] ? hyp_count : 0;
            cell[2] = hyp_count ? (int32_t)count_shared(table, &table->refs[r], &state->refs[r], order) : 0;
        }
    }
    return PADANAN_OK;
}

static int chrf_half(counting *state, int64_t segment, size_t ref_count, const chrf_orders *orders, int as_words,
                     int32_t *out)
{
    const padanan_batch *batch = state->batch;
    int64_t first = batch->ref_starts[segment];
    size_t row_size = 3 * (size_t)(orders->char_order + orders->word_order);
    size_t max_order = (size_t)(as_words ? orders->word_order : orders->char_order);
    int status = read_chrf(state, batch->hyp_points, batch->hyp_offsets, segment, orders, as_words, &state->hyp);

    for (size_t r = 0; r < ref_count && !status; r++)
        status = read_chrf(state, batch->ref_points, batch->ref_offsets, first + (int64_t)r, orders, as_words,
                           &state->refs[r]);
    out += (size_t)first * row_size + (as_words ? 3 * (size_t)orders->char_order : 0);
    return status ? status : count_chrf(state, ref_count, max_order, row_size, out);
}

/* Writes 3 * (char_order + word_order) numbers for each reference. */
PADANAN_EXPORT int padanan_count_chrf(const padanan_batch *batch, const chrf_orders *orders, int32_t *out)
{
    counting state = {.batch = batch};
    int status = PADANAN_OK;
    size_t ref_count;

    for (int64_t segment = 0; segment < batch->segments && !status; segment++) {
        status = begin_segment(&state, segment, &ref_count);
        if (!status && orders->char_order)
            status = chrf_half(&state, segment, ref_count, orders, 0, out);
        if (!status && orders->word_order)
            status = chrf_half(&state, segment, ref_count, orders, 1, out);
    }
    free_counting(&state);
    return status;
}
