/* Levenshtein distances of one query to many texts: bit-parallel, in a band, given up as early as possible.
 *
 * Neighbours in a text that are no neighbours in the query are an edit each, as long as no two of them share a symbol
 * that one edit could change. So many edits are to come at least: most texts are given up on that alone, or
 * when the best of the band and what is to come are too much together.
 *
 * G. Myers, A fast bit-vector algorithm for approximate string matching, JACM 46(3), 1999; H. Hyyro, A bit-vector
 * algorithm for computing Levenshtein and Damerau edit distances, Nordic J. Computing 10(1), 2003. With d edits and
 * delta = length - pattern length, a path stays between the diagonals -(d - delta) / 2 and (d + delta) / 2. */
#include "fuzzy_distance.h"

#include <stdlib.h>
#include <string.h>

#include "fuzzy.h"

#define NEIGHBOURS 65536u
#define CHECKED_COLUMNS 16u /* the best of the band is found once in so many columns */
#define READ_COLUMN 32u     /* a multiple of them */

INLINE uint32_t row_of(const struct pattern *p, uint32_t symbol) {
    if (symbol < 256) return p->direct[symbol];
    uint32_t mask = p->capacity - 1;
    for (uint32_t at = (uint32_t)spread(symbol) & mask;; at = (at + 1) & mask) {
        if (p->keys[at] == symbol + 1) return p->rows[at];
        if (p->keys[at] == 0) return 0;
    }
}

static uint32_t number_symbols(struct pattern *p) {
    uint32_t count = 0, mask = p->capacity - 1;
    for (uint32_t i = 0; i < p->length; i++) {
        uint32_t symbol = p->symbols[i];
        if (row_of(p, symbol)) continue;
        count++;
        if (symbol < 256) {
            p->direct[symbol] = count;
            continue;
        }
        uint32_t at = (uint32_t)spread(symbol) & mask;
        while (p->keys[at]) at = (at + 1) & mask;
        p->keys[at] = symbol + 1;
        p->rows[at] = count;
    }
    return count;
}

/* The place of two symbols in the table of neighbours; others may share it. */
INLINE uint32_t neighbours(uint32_t first, uint32_t second) {
    return ((first << 8) ^ (first >> 8) * 31 ^ second) & (NEIGHBOURS - 1);
}

static void fill_tables(struct pattern *p) {
    memset(p->absent, 1, NEIGHBOURS);
    for (uint32_t i = 0; i + 1 < p->length; i++) p->absent[neighbours(p->symbols[i], p->symbols[i + 1])] = 0;
    for (int bits = 0; bits < 256; bits++) {
        int sum = 0, peak = 0;
        for (int bit = 3; bit >= 0; bit--) {
            sum += (bits >> (bit + 4) & 1) - (bits >> bit & 1);
            if (sum > peak) peak = sum;
        }
        p->sum[bits] = (signed char)sum;
        p->peak[bits] = (signed char)peak;
    }
}

int make_pattern(struct pattern *p, const uint32_t *symbols, uint32_t length, uint32_t largest_limit,
                 uint32_t longest_text) {
    memset(p, 0, sizeof *p);
    p->symbols = symbols;
    p->length = length;
    uint32_t band = largest_limit / 64 + 1;
    p->padding = band + 2;
    p->row_words = length / 64 + 1 + 2 * p->padding;
    p->capacity = 16;
    while (p->capacity < 2 * (uint64_t)length) p->capacity *= 2;
    p->keys = calloc(p->capacity, sizeof *p->keys);
    p->rows = calloc(p->capacity, sizeof *p->rows);
    p->vertical = malloc(2 * band * sizeof *p->vertical);
    p->absent = malloc(NEIGHBOURS);
    p->alone = malloc((longest_text / 64 + 1) * sizeof *p->alone);
    p->rest = malloc((longest_text / 64 + 2) * sizeof *p->rest);
    if (!p->keys || !p->rows || !p->vertical || !p->absent || !p->alone || !p->rest) return 0;
    fill_tables(p);
    uint32_t count = number_symbols(p);
    p->bits = calloc((size_t)(count + 1) * p->row_words, sizeof *p->bits);
    if (!p->bits) return 0;
    for (uint32_t i = 0; i < length; i++) {
        uint64_t *row = p->bits + (size_t)row_of(p, symbols[i]) * p->row_words + p->padding;
        row[i / 64] |= (uint64_t)1 << i % 64;
    }
    return 1;
}

void free_pattern(struct pattern *p) {
    free(p->keys);
    free(p->rows);
    free(p->vertical);
    free(p->bits);
    free(p->absent);
    free(p->alone);
    free(p->rest);
}

INLINE const uint64_t *row_at(const struct pattern *p, const unsigned char *text, uint32_t width, uint32_t j) {
    uint32_t row = width == 1 ? p->direct[text[j]] : row_of(p, symbol_at(text, width, j));
    return p->bits + (size_t)row * p->row_words + p->padding;
}

#if defined(__GNUC__)
INLINE uint32_t count_bits(uint64_t bits) { return (uint32_t)__builtin_popcountll(bits); }
#else
INLINE uint32_t count_bits(uint64_t bits) {
    uint32_t count = 0;
    for (; bits; bits &= bits - 1) count++;
    return count;
}
#endif

/* Every other bit of each run of bits, beginning with its lowest. */
INLINE uint64_t alternate(uint64_t runs) {
    const uint64_t even = 0x5555555555555555u;
    uint64_t starts = runs & ~(runs << 1);
    uint64_t from_even = runs & ~(runs + (starts & even));
    return (from_even & even) | (runs & ~from_even & ~even);
}

INLINE uint64_t is_absent(const struct pattern *p, const unsigned char *text, uint32_t width, size_t place) {
    return p->absent[neighbours(symbol_at(text, width, place), symbol_at(text, width, place + 1))];
}

INLINE uint64_t find_eight(const struct pattern *p, const unsigned char *text, uint32_t width, size_t place) {
    uint64_t absent = 0;
    for (uint32_t i = 0; i < 8; i++) absent |= is_absent(p, text, width, place + i) << i;
    return absent;
}

/* Find the absent neighbours of a text of two symbols or more; give the number of edits they take at least. */
INLINE uint32_t find_absent(const struct pattern *p, const unsigned char *text, uint32_t length,
                                   uint32_t width) {
    uint32_t count = length - 1, words = (count + 63) / 64;
    uint64_t taken = 0; /* the last one of the word before shares its symbol with the first of this */
    for (uint32_t word = 0; word < words; word++) {
        uint32_t places = count - word * 64 < 64 ? count - word * 64 : 64, i = 0;
        uint64_t absent = 0;
        for (; i + 8 <= places; i += 8) /* eight at once, which compilers unroll */
            absent |= find_eight(p, text, width, (size_t)word * 64 + i) << i;
        for (; i < places; i++) absent |= is_absent(p, text, width, (size_t)word * 64 + i) << i;
        p->alone[word] = alternate(absent & ~taken);
        taken = p->alone[word] >> 63;
    }
    p->rest[words] = 0;
    for (uint32_t word = words; word-- > 0;) p->rest[word] = p->rest[word + 1] + count_bits(p->alone[word]);
    return p->rest[0];
}

/* How many edits the text from `column` on takes at least, by its absent neighbours. */
INLINE uint32_t edits_to_come(const struct pattern *p, uint32_t length, uint32_t column) {
    if (column + 1 >= length) return 0;
    return p->rest[column / 64 + 1] + count_bits(p->alone[column / 64] >> column % 64);
}

/* Whether a text takes more than `limit` edits for certain, when it takes `best` up to `column`. What is to come is
 * told by the bag of neighbours first: `column` of them are not among what is to come, and an edit takes two. Reading
 * the text to its end for its absent neighbours pays when that was not enough. */
INLINE int is_hopeless(const struct pattern *p, const struct compared *text, uint32_t width, uint32_t column,
                              int64_t best, int64_t limit) {
    if (best + ((int64_t)text->extra - column + 1) / 2 > limit) return 1;
    if (column < READ_COLUMN) return 0;
    if (column == READ_COLUMN) find_absent(p, text->symbols, text->length, width);
    return best + edits_to_come(p, text->length, column) > limit;
}

/* The smallest distance in a band, which has `score` in its last row but one. */
INLINE int64_t best_of_band(const struct pattern *p, const uint64_t *vp, const uint64_t *vn, uint32_t words,
                                   int64_t score) {
    int64_t sum = 0, peak = 0;
    for (uint32_t w = words; w-- > 0;) {
        uint64_t up = vp[w], down = vn[w];
        if (w == words - 1) up &= ~(uint64_t)0 >> 1, down &= ~(uint64_t)0 >> 1;
        for (int shift = 60; shift >= 0; shift -= 4) {
            uint32_t bits = (uint32_t)((up >> shift & 15) << 4 | (down >> shift & 15));
            if (sum + p->peak[bits] > peak) peak = sum + p->peak[bits];
            sum += p->sum[bits];
        }
    }
    return score - peak;
}

/* The whole pattern in one word: at most 64 symbols, at least 1. */
INLINE uint32_t short_distance(const struct pattern *p, const unsigned char *text, uint32_t length,
                                      uint32_t width, uint32_t limit) {
    uint64_t vp = ~(uint64_t)0, vn = 0, last = (uint64_t)1 << (p->length - 1);
    uint32_t score = p->length;
    for (uint32_t j = 0; j < length; j++) {
        uint64_t pm = row_at(p, text, width, j)[0];
        uint64_t d0 = (((pm & vp) + vp) ^ vp) | pm | vn;
        uint64_t hp = vn | ~(d0 | vp), hn = d0 & vp;
        score += (hp & last) != 0;
        score -= (hn & last) != 0;
        if (score > limit + (length - 1 - j)) return limit + 1;
        hp = hp << 1 | 1;
        hn <<= 1;
        vp = hn | ~(d0 | hp);
        vn = hp & d0;
    }
    return score;
}

/* A band of `words` words that slides down one row a column; its last bit is the lowest diagonal. */
INLINE uint32_t band_distance(const struct pattern *p, const struct compared *text, uint32_t width,
                                     uint32_t limit, uint32_t words) {
    uint32_t length = text->length;
    uint64_t *vp = p->vertical, *vn = vp + words;
    int64_t delta = (int64_t)length - p->length;
    int64_t below = ((int64_t)limit - delta) / 2; /* rows of the band below the diagonal */
    int64_t top = 64 * (int64_t)words - 1 - below; /* the bit of the first row */
    for (int64_t w = 0; w < words; w++) {
        vp[w] = w < top / 64 ? 0 : w > top / 64 ? ~(uint64_t)0 : ~(uint64_t)0 << top % 64;
        vn[w] = 0;
    }
    int64_t score = below, give_up = (int64_t)limit + delta + below;
    int64_t start = below + 1 - 64 * (int64_t)words + 64 * (int64_t)p->padding;
    int64_t tracked = 64 * (int64_t)words - 1; /* the bit of the last row, once the band reaches it */
    for (uint32_t j = 0; j < length; j++, start++) {
        const uint64_t *row = row_at(p, text->symbols, width, j) - p->padding + start / 64;
        uint32_t shift = (uint32_t)(start % 64);
        int slides = (int64_t)j + below < p->length; /* the lowest diagonal is still above the last row */
        if (!slides) tracked--;
        uint64_t carry = 0, last_d0 = 0, hp_track = 0, hn_track = 0;
        uint64_t previous_d0 = 0, previous_hp = 0, previous_hn = 0;
        for (uint32_t w = 0; w < words; w++) {
            uint64_t pm = shift ? row[w] >> shift | row[w + 1] << (64 - shift) : row[w];
            uint64_t masked = pm & vp[w], sum = masked + carry;
            carry = sum < carry;
            sum += vp[w];
            carry |= sum < vp[w];
            uint64_t d0 = (sum ^ vp[w]) | pm | vn[w];
            uint64_t hp = vn[w] | ~(d0 | vp[w]), hn = d0 & vp[w];
            if (w == tracked / 64) hp_track = hp >> tracked % 64 & 1, hn_track = hn >> tracked % 64 & 1;
            if (w) {
                uint64_t moved = previous_d0 >> 1 | d0 << 63;
                vp[w - 1] = previous_hn | ~(moved | previous_hp);
                vn[w - 1] = moved & previous_hp;
            }
            previous_d0 = d0, previous_hp = hp, previous_hn = hn;
            last_d0 = d0;
        }
        uint64_t moved = previous_d0 >> 1;
        vp[words - 1] = previous_hn | ~(moved | previous_hp);
        vn[words - 1] = moved & previous_hp;
        if (slides)
            score += !(last_d0 >> 63);
        else
            score += (int64_t)hp_track - (int64_t)hn_track;
        if (score > give_up) return limit + 1;
        if (slides && (j + 1) % CHECKED_COLUMNS == 0 &&
            is_hopeless(p, text, width, j + 1, best_of_band(p, vp, vn, words, score), limit))
            return limit + 1;
    }
    return score <= limit ? (uint32_t)score : limit + 1;
}

INLINE uint32_t distance_in(const struct pattern *p, const struct compared *text, uint32_t width,
                                   uint32_t limit) {
    if (p->length > 64) {
        if (limit < 64) return band_distance(p, text, width, limit, 1);
        if (limit < 128) return band_distance(p, text, width, limit, 2);
        return band_distance(p, text, width, limit, limit / 64 + 1);
    }
    if (text->length > 1 && find_absent(p, text->symbols, text->length, width) > limit) return limit + 1;
    return short_distance(p, text->symbols, text->length, width, limit);
}

/* Give the distance, or limit + 1 when it is more. |length - pattern length| <= limit <= the larger of the two. */
FAST uint32_t distance_within(const struct pattern *p, const struct compared *text, uint32_t limit) {
    if (p->length == 0 || text->length == 0) return p->length + text->length;
    if (text->width == 1) return distance_in(p, text, 1, limit);
    if (text->width == 2) return distance_in(p, text, 2, limit);
    return distance_in(p, text, 4, limit);
}
