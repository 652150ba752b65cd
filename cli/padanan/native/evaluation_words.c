/* Words as numbers, and sacrebleu's tokenizers: each step is one of their regular expressions, over code points.

   Source: sacrebleu 2.6, tokenizers/tokenizer_{13a,re,intl,zh,char}.py (Apache-2.0); they follow mteval-v13a.pl
   and mteval-v14.pl of NIST and Moses. */
#include "evaluation.h"

#include <stdlib.h>
#include <string.h>

int padanan_reserve(padanan_array *array, size_t size)
{
    size_t room = array->room ? array->room : 256;
    uint32_t *items;

    if (array->items && size <= array->room)
        return PADANAN_OK;
    while (room < size)
        room *= 2;
    items = realloc(array->items, room * sizeof *items);
    if (!items)
        return PADANAN_NO_MEMORY;
    array->items = items;
    array->room = room;
    return PADANAN_OK;
}

/* ---- words ---- */

/* Slots above this are given back, so that one long segment does not burden the many short ones after it. */
enum { KEPT_SLOTS = 4096 };

void padanan_forget_words(padanan_words *words)
{
    words->points.size = words->ends.size = 0;
    if (words->slot_count > KEPT_SLOTS) {
        free(words->slots);
        words->slots = NULL;
        words->slot_count = 0;
    }
    if (words->slots)
        memset(words->slots, 0, words->slot_count * sizeof *words->slots);
}

void padanan_free_words(padanan_words *words)
{
    free(words->points.items);
    free(words->ends.items);
    free(words->slots);
    free(words->from.items);
    free(words->to.items);
}

static size_t hash_word(const uint32_t *word, size_t size)
{
    uint64_t hash = size, pair;
    size_t i = 0;

    for (; i + 2 <= size; i += 2) {
        memcpy(&pair, word + i, sizeof pair);
        hash = (hash ^ pair) * UINT64_C(0x9E3779B97F4A7C15);
        hash ^= hash >> 32;
    }
    if (i < size)
        hash = (hash ^ word[i]) * UINT64_C(0x9E3779B97F4A7C15);
    return (size_t)(hash ^ (hash >> 29));
}

static size_t word_start(const padanan_words *words, uint32_t number)
{
    return number ? words->ends.items[number - 1] : 0;
}

/* Words are short: a call of memcmp costs more. */
static inline int is_same(const uint32_t *first, const uint32_t *second, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if (first[i] != second[i])
            return 0;
    return 1;
}

/* The slot that holds the word, or the free one where it belongs. */
static uint32_t *find_slot(const padanan_words *words, const uint32_t *word, size_t size)
{
    size_t mask = words->slot_count - 1, at = hash_word(word, size) & mask;

    for (; words->slots[at]; at = (at + 1) & mask) {
        uint32_t number = words->slots[at] - 1;
        size_t start = word_start(words, number);
        if (words->ends.items[number] - start == size && is_same(words->points.items + start, word, size))
            break;
    }
    return &words->slots[at];
}

/* Keeps at most half of the slots in use. */
static int make_slots(padanan_words *words)
{
    size_t count = words->slot_count ? words->slot_count : 128;
    uint32_t *slots;

    if (words->slots && (words->ends.size + 1) * 2 <= words->slot_count)
        return PADANAN_OK;
    if (words->slots)
        count *= 2;
    slots = calloc(count, sizeof *slots);
    if (!slots)
        return PADANAN_NO_MEMORY;
    free(words->slots);
    words->slots = slots;
    words->slot_count = count;
    for (uint32_t number = 0; number < words->ends.size; number++) {
        size_t start = word_start(words, number);
        *find_slot(words, words->points.items + start, words->ends.items[number] - start) = number + 1;
    }
    return PADANAN_OK;
}

int padanan_add_word(padanan_words *words, const uint32_t *word, size_t size, padanan_array *numbers)
{
    uint32_t *slot;

    if (make_slots(words) || padanan_reserve(numbers, numbers->size + 1))
        return PADANAN_NO_MEMORY;
    slot = find_slot(words, word, size);
    if (!*slot) {
        if (padanan_reserve(&words->points, words->points.size + size)
            || padanan_reserve(&words->ends, words->ends.size + 1))
            return PADANAN_NO_MEMORY;
        memcpy(words->points.items + words->points.size, word, size * sizeof *word);
        words->points.size += size;
        words->ends.items[words->ends.size++] = (uint32_t)words->points.size;
        *slot = (uint32_t)words->ends.size;
    }
    numbers->items[numbers->size++] = *slot - 1;
    return PADANAN_OK;
}

/* ---- tokenizers ---- */

static int is_digit(uint32_t c) { return c >= '0' && c <= '9'; }

static int is_stop(uint32_t c) { return c == '.' || c == ','; }

/* [{-~[-` -&(-+:-@/] */
static int is_mark(uint32_t c)
{
    return (c >= '{' && c <= '~') || (c >= '[' && c <= '`') || (c >= ' ' && c <= '&') || (c >= '(' && c <= '+')
           || (c >= ':' && c <= '@') || c == '/';
}

/* Starts a step: what was written last is read, and there is room for three times as much. */
static int begin_step(padanan_words *words)
{
    padanan_array swapped = words->from;

    words->from = words->to;
    words->to = swapped;
    words->to.size = 0;
    return padanan_reserve(&words->to, 3 * words->from.size + 2);
}

static void put(padanan_words *words, uint32_t c) { words->to.items[words->to.size++] = c; }

static void put_apart(padanan_words *words, uint32_t c)
{
    put(words, ' ');
    put(words, c);
    put(words, ' ');
}

/* Replaces a string by one character, or by nothing where that is 0. */
static int replace(padanan_words *words, const char *old, uint32_t new)
{
    size_t length = strlen(old);

    if (begin_step(words))
        return PADANAN_NO_MEMORY;
    for (size_t i = 0; i < words->from.size; i++) {
        const uint32_t *at = words->from.items + i;
        size_t same = 0;
        while (same < length && i + same < words->from.size && at[same] == (unsigned char)old[same])
            same++;
        if (same < length)
            put(words, *at);
        else if (new)
            put(words, new);
        i += same < length ? 0 : length - 1;
    }
    return PADANAN_OK;
}

static int holds(const padanan_array *text, uint32_t c)
{
    for (size_t i = 0; i < text->size; i++)
        if (text->items[i] == c)
            return 1;
    return 0;
}

/* Tokenizer13a before its regular expressions. */
static int prepare_13a(padanan_words *words)
{
    static const struct {
        uint32_t first;
        const char *old;
        uint32_t new;
    } steps[] = {{'<', "<skipped>", 0}, {'\n', "-\n", 0},    {'\n', "\n", ' '},  {'&', "&quot;", '"'},
                 {'&', "&amp;", '&'},   {'&', "&lt;", '<'}, {'&', "&gt;", '>'}};

    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
        if (holds(&words->to, steps[i].first) && replace(words, steps[i].old, steps[i].new))
            return PADANAN_NO_MEMORY;
    if (begin_step(words))
        return PADANAN_NO_MEMORY;
    put(words, ' ');
    memcpy(words->to.items + 1, words->from.items, words->from.size * sizeof *words->to.items);
    words->to.size += words->from.size;
    put(words, ' ');
    return PADANAN_OK;
}

/* Which pairs of neighbours a step sets apart: their first or their second. */
typedef int (*pair_test)(uint32_t first, uint32_t second, const uint8_t *classes);

static int ends_in_stop(uint32_t first, uint32_t second, const uint8_t *classes)
{
    (void)classes;
    return !is_digit(first) && is_stop(second);
}

static int begins_with_stop(uint32_t first, uint32_t second, const uint8_t *classes)
{
    (void)classes;
    return is_stop(first) && !is_digit(second);
}

static int is_digit_dash(uint32_t first, uint32_t second, const uint8_t *classes)
{
    (void)classes;
    return is_digit(first) && second == '-';
}

static int ends_in_punctuation(uint32_t first, uint32_t second, const uint8_t *classes)
{
    return !(classes[first] & CLASS_NUMBER) && classes[second] & CLASS_PUNCTUATION;
}

static int begins_with_punctuation(uint32_t first, uint32_t second, const uint8_t *classes)
{
    return classes[first] & CLASS_PUNCTUATION && !(classes[second] & CLASS_NUMBER);
}

/* Sets the second of each such pair apart, or the first; a pair begins where the last one ended. */
static int part_pairs(padanan_words *words, pair_test test, int second_apart, const uint8_t *classes)
{
    const uint32_t *items;
    size_t i = 0;

    if (begin_step(words))
        return PADANAN_NO_MEMORY;
    items = words->from.items;
    for (; i + 1 < words->from.size; i++) {
        if (!test(items[i], items[i + 1], classes)) {
            put(words, items[i]);
        } else if (second_apart) {
            put(words, items[i]);
            put_apart(words, items[++i]);
        } else {
            put_apart(words, items[i]);
            put(words, items[++i]);
        }
    }
    if (i < words->from.size)
        put(words, items[i]);
    return PADANAN_OK;
}

/* TokenizerRegexp */
static int apply_13a(padanan_words *words, const uint8_t *classes)
{
    if (begin_step(words))
        return PADANAN_NO_MEMORY;
    for (size_t i = 0; i < words->from.size; i++) {
        if (is_mark(words->from.items[i]))
            put_apart(words, words->from.items[i]);
        else
            put(words, words->from.items[i]);
    }
    return part_pairs(words, ends_in_stop, 1, classes) || part_pairs(words, begins_with_stop, 0, classes)
           || part_pairs(words, is_digit_dash, 1, classes);
}

static int part_class(padanan_words *words, int class, const uint8_t *classes)
{
    if (begin_step(words))
        return PADANAN_NO_MEMORY;
    for (size_t i = 0; i < words->from.size; i++) {
        uint32_t c = words->from.items[i];
        if (classes[c] & class)
            put_apart(words, c);
        else
            put(words, c);
    }
    return PADANAN_OK;
}

static int apply_intl(padanan_words *words, const uint8_t *classes)
{
    return part_pairs(words, ends_in_punctuation, 1, classes)
           || part_pairs(words, begins_with_punctuation, 0, classes) || part_class(words, CLASS_SYMBOL, classes);
}

static int apply_tokenizer(padanan_words *words, const uint8_t *classes, int tokenizer)
{
    switch (tokenizer) {
    case TOKENIZE_13A:
        return prepare_13a(words) || apply_13a(words, classes);
    case TOKENIZE_INTL:
        return apply_intl(words, classes);
    default:
        return part_class(words, CLASS_CHINESE, classes) || apply_13a(words, classes);
    }
}

static int split_words(padanan_words *words, const uint32_t *text, size_t size, const uint8_t *classes,
                       padanan_array *numbers)
{
    for (size_t start = 0, end; start < size; start = end + 1) {
        for (end = start; end < size && !(classes[text[end]] & CLASS_SPACE); end++)
            ;
        if (end > start && padanan_add_word(words, text + start, end - start, numbers))
            return PADANAN_NO_MEMORY;
    }
    return PADANAN_OK;
}

static int split_characters(padanan_words *words, const uint32_t *text, size_t size, const uint8_t *classes,
                            padanan_array *numbers)
{
    for (size_t i = 0; i < size; i++)
        if (!(classes[text[i]] & CLASS_SPACE) && padanan_add_word(words, text + i, 1, numbers))
            return PADANAN_NO_MEMORY;
    return PADANAN_OK;
}

/* ---- 13a at once ---- */

/* ASCII, where most text is: what ends a chunk is a mark or a space. */
enum { KIND_BREAK = 1, KIND_STOP = 2, KIND_DIGIT = 4 };

static const uint8_t kinds[128] = {
    0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1,
    1, 1, 1, 1, 1, 1, 1, 0, 1, 1, 1, 1, 2, 0, 2, 1, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 1, 1, 1, 1, 1, 1,
    1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1,
    1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 0,
};

/* Gives the end of the sub-chunk that begins at `at`: no space and no mark is in it. `*stops` is how many stops,
   or dashes behind digits, are in it: what the steps of 13a look at. */
static size_t skip_unmarked(const uint32_t *text, size_t at, size_t size, const uint8_t *classes, size_t *stops)
{
    size_t found = 0;
    int before = 0;

    for (; at < size; at++) {
        uint32_t c = text[at];
        int kind = c < 128 ? kinds[c] : (classes[c] & CLASS_SPACE) != 0;
        if (kind & KIND_BREAK)
            break;
        found += kind & KIND_STOP || (c == '-' && before & KIND_DIGIT);
        before = kind;
    }
    *stops = found;
    return at;
}

static int split_by_steps(padanan_words *words, const uint32_t *text, size_t size, const uint8_t *classes,
                          int tokenizer, padanan_array *numbers)
{
    if (padanan_reserve(&words->to, size))
        return PADANAN_NO_MEMORY;
    if (size)
        memcpy(words->to.items, text, size * sizeof *text);
    words->to.size = size;
    if (apply_tokenizer(words, classes, tokenizer))
        return PADANAN_NO_MEMORY;
    return split_words(words, words->to.items, words->to.size, classes, numbers);
}

/* Adds the words between two spaces or marks: nearly always one, and a stop behind it. */
static int split_unmarked(padanan_words *words, const uint32_t *text, size_t size, size_t stops,
                          const uint8_t *classes, padanan_array *numbers)
{
    int ends_in_stop = size > 1 && stops == 1 && is_stop(text[size - 1]);

    if (stops && size > 1 && !ends_in_stop)
        return split_by_steps(words, text, size, classes, TOKENIZE_13A, numbers);
    if (padanan_add_word(words, text, size - (size_t)ends_in_stop, numbers))
        return PADANAN_NO_MEMORY;
    return ends_in_stop ? padanan_add_word(words, text + size - 1, 1, numbers) : PADANAN_OK;
}

/* Tokenizes what lies between spaces and marks by itself, which gives the same words as taking every step over the
   whole text: after the first one they have spaces around them, and no step reaches beyond a space. Only the
   steps of `prepare_13a` do, or begin with a mark: where one may find something, `*is_plain` becomes 0. */
static int split_13a(padanan_words *words, const uint32_t *text, size_t size, const uint8_t *classes,
                     padanan_array *numbers, int *is_plain)
{
    for (size_t at = 0, end, stops; at < size; at = end) {
        if (text[at] == '<' || text[at] == '&' || text[at] == '\n') {
            *is_plain = 0;
            return PADANAN_OK;
        }
        if (classes[text[at]] & CLASS_SPACE) {
            end = at + 1;
        } else if (text[at] < 128 && is_mark(text[at])) {
            end = at + 1;
            if (padanan_add_word(words, text + at, 1, numbers))
                return PADANAN_NO_MEMORY;
        } else {
            end = skip_unmarked(text, at, size, classes, &stops);
            if (split_unmarked(words, text + at, end - at, stops, classes, numbers))
                return PADANAN_NO_MEMORY;
        }
    }
    return PADANAN_OK;
}

int padanan_tokenize(padanan_words *words, const uint32_t *text, size_t size, const uint8_t *classes,
                     int tokenizer, padanan_array *numbers)
{
    numbers->size = 0;
    if (tokenizer == TOKENIZE_CHAR)
        return split_characters(words, text, size, classes, numbers);
    if (tokenizer == TOKENIZE_SPACE)
        return split_words(words, text, size, classes, numbers);
    if (tokenizer == TOKENIZE_13A) {
        int is_plain = 1, status = split_13a(words, text, size, classes, numbers, &is_plain);
        if (is_plain || status)
            return status;
        numbers->size = 0;
    }
    while (size && classes[text[size - 1]] & CLASS_SPACE)
        size--;
    while (tokenizer == TOKENIZE_ZH && size && classes[*text] & CLASS_SPACE)
        text++, size--;
    return split_by_steps(words, text, size, classes, tokenizer, numbers);
}
