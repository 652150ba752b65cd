/* How many words and characters a text has, and whether it is worth a closer look for signs of tokenizers.

   Source: Unicode Standard Annex #29, rules WB4 to WB13b; the classes of code points, and what counts as a
   word where no spaces are written, are those of core/words.py, which has the same rules as a pattern. */
#include "evaluation.h"

#include <stdlib.h>

/* A code point's class is core/words.py's letter; IGNORED are those that rule WB4 passes over. */
enum { IGNORED = '-', CLASS_MASK = 0x7F, NO_CHARACTER = 0x80 };
/* Letters for which a word is counted where no spaces are written. */
enum { LETTERS_PER_UNSPACED_WORD = 6 };

typedef int (*class_test)(uint8_t class);

static inline int is_letter(uint8_t class) { return class == 'A' || class == 'H'; }

static inline int is_number(uint8_t class) { return class == 'N'; }

/* Letters or digits, with single marks between them; the classes end with a 0, here and below. */
static inline size_t skip_joined(const uint8_t *classes, size_t at, class_test test, uint8_t mark)
{
    while (test(classes[at]))
        at++;
    while ((classes[at] == mark || classes[at] == 'b') && test(classes[at + 1]))
        for (at++; test(classes[at]); at++)
            ;
    return at;
}

/* Gives the end of what belongs together without an underscore; `at` where nothing does. */
static size_t skip_part(const uint8_t *classes, size_t at)
{
    if (classes[at] == 'K') {
        while (classes[at] == 'K')
            at++;
        return at;
    }
    for (;;) {
        if (is_letter(classes[at]))
            at = skip_joined(classes, at, is_letter, 'l');
        else if (is_number(classes[at]))
            at = skip_joined(classes, at, is_number, 'n');
        else if (classes[at] == 'd' && at && classes[at - 1] == 'H' && classes[at + 1] == 'H')
            at++;
        else
            return at;
    }
}

static size_t skip_class(const uint8_t *classes, size_t at, uint8_t class)
{
    while (classes[at] == class)
        at++;
    return at;
}

static int32_t count_words(const uint8_t *classes)
{
    int32_t words = 0;

    for (size_t at = 0; classes[at];) {
        size_t start, end = skip_class(classes, at, 'A');
        /* Nearly all text: letters, and what is between words. */
        if (classes[end] == ' ' || !classes[end]) {
            words += end > at;
            at = end + (classes[end] != 0);
            continue;
        }
        start = skip_class(classes, at, 'U');
        end = skip_part(classes, start);
        if (end > start) {
            for (at = end; classes[at] == 'U';)
                at = skip_part(classes, skip_class(classes, at, 'U'));
            words++;
        } else if (start > at) {
            at = start;
        } else if (classes[at] == 'T') {
            end = skip_class(classes, at, 'T');
            words += (int32_t)((end - at + LETTERS_PER_UNSPACED_WORD - 1) / LETTERS_PER_UNSPACED_WORD);
            at = end;
        } else {
            words += classes[at++] == 'I';
        }
    }
    return words;
}

/* What evaluation/appearance.py looks for, or what begins like it: each is a character behind another, but for
   `<`, a metaspace and ` n'`. */
enum {
    SIGN_ALONE = 1,
    SIGN_BEHIND_SPACE = 2,
    SIGN_BEHIND_AMPERSAND = 4,
    SIGN_BEHIND_AT = 8,
    SIGN_BEHIND_DASH = 16,
    SIGN_BEHIND_N = 32,
    METASPACE = 0x2581
};

/* The second characters, and of the first ones what they make of the next; anything else is as DEL, nothing. */
static const uint8_t signs[128] = {
    ['<'] = SIGN_ALONE,         ['.'] = SIGN_BEHIND_SPACE, [','] = SIGN_BEHIND_SPACE, [')'] = SIGN_BEHIND_SPACE,
    [']'] = SIGN_BEHIND_SPACE,  ['}'] = SIGN_BEHIND_SPACE, ['#'] = SIGN_BEHIND_AMPERSAND,
    ['-'] = SIGN_BEHIND_AT,     ['@'] = SIGN_BEHIND_AT,    ['L'] = SIGN_BEHIND_DASH,  ['R'] = SIGN_BEHIND_DASH,
    ['\''] = SIGN_BEHIND_N,
};
static const uint8_t leads[128] = {
    [' '] = SIGN_BEHIND_SPACE, ['&'] = SIGN_BEHIND_AMPERSAND, ['@'] = SIGN_BEHIND_AT, ['-'] = SIGN_BEHIND_DASH,
};

static void survey_text(const uint32_t *restrict text, size_t size, const uint8_t *restrict table,
                        uint8_t *restrict classes, int32_t *out)
{
    size_t kept = 0;
    int32_t characters = 0;
    unsigned found = 0, lead = 0;

    for (size_t i = 0; i < size; i++) {
        uint32_t c = text[i], ascii = c < 128 ? c : 127;
        uint8_t class = table[c];
        classes[kept] = class & CLASS_MASK;
        kept += (class & CLASS_MASK) != IGNORED;
        characters += !(class & NO_CHARACTER);
        found |= (signs[ascii] & (lead | SIGN_ALONE)) | (c == METASPACE);
        lead = leads[ascii] | (c == 'n' && lead == SIGN_BEHIND_SPACE ? SIGN_BEHIND_N : 0);
    }
    classes[kept] = 0;
    out[0] = count_words(classes);
    out[1] = characters;
    out[2] = found != 0;
}

/* Writes three numbers for each text: words, characters, and 1 where it may hold a sign of a tokenizer, or a
   tag. Text i is points[offsets[i] .. offsets[i + 1]]; `table` has an entry for each code point. */
PADANAN_EXPORT int padanan_survey(const uint32_t *points, const int64_t *offsets, int64_t texts,
                                  const uint8_t *table, int32_t *out)
{
    int64_t longest = 0;
    uint8_t *classes;

    for (int64_t i = 0; i < texts; i++)
        if (offsets[i + 1] - offsets[i] > longest)
            longest = offsets[i + 1] - offsets[i];
    if (longest > PADANAN_LONGEST)
        return PADANAN_TOO_LONG;
    classes = malloc((size_t)longest + 1);
    if (!classes)
        return PADANAN_NO_MEMORY;
    for (int64_t i = 0; i < texts; i++)
        survey_text(points + offsets[i], (size_t)(offsets[i + 1] - offsets[i]), table, classes, out + 3 * i);
    free(classes);
    return PADANAN_OK;
}

/* Gives the place of the first code point, from `start`, of which nothing is known; `count` where none is. */
PADANAN_EXPORT int64_t padanan_find_unknown(const uint32_t *points, int64_t start, int64_t count,
                                            const uint8_t *table)
{
    while (start < count && table[points[start]])
        start++;
    return start;
}
