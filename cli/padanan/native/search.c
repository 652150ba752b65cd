/* Finding a text in many: the kernel of the concordance (memory/concordance/kernel.py says what it is given). */
#include <stdint.h>
#include <string.h>

#if defined(_WIN32)
#define EXPORT __declspec(dllexport)
#else
#define EXPORT __attribute__((visibility("default")))
#endif

/* Wider vectors where the processor has them; needs the dynamic linker of glibc. */
#if defined(__x86_64__) && defined(__GLIBC__) && defined(__has_attribute)
#if __has_attribute(target_clones)
#define WIDE __attribute__((target_clones("avx2", "default")))
#endif
#endif
#ifndef WIDE
#define WIDE
#endif
/* Into each of the clones, or they would all call one that knows nothing of wider vectors. */
#if defined(__GNUC__)
#define INLINE static inline __attribute__((always_inline))
#else
#define INLINE static inline
#endif

#define BLOCK 64
#define GAP 0xFF /* between texts: no byte of UTF-8 */

/* UTF-8 texts one after the other, each followed by GAP; `starts` has one entry more than there are texts. */
struct padanan_texts {
    const uint8_t *bytes;
    const uint32_t *starts;
    const uint8_t *word_bits; /* a bit for each code point: part of a word that ends at spaces */
    int64_t size;
    int64_t count;
};

/* `lower` and `upper` are the same characters in both cases, each as long in the one as in the other. `first` and
 * `second` are places in it whose bytes are rare. */
struct padanan_needle {
    const uint8_t *lower;
    const uint8_t *upper;
    int64_t length;
    int64_t first;
    int64_t second;
    int64_t wide_cases; /* whether letters of several bytes stand for both cases */
    int64_t whole_words;
};

static int length_of(uint8_t lead) { return lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4; }

/* Give the code point at `at`; 0x10FFFF, a noncharacter, where the text ends too soon. */
static uint32_t read_character(const uint8_t *bytes, int64_t at, int64_t end) {
    int length = length_of(bytes[at]);
    if (length == 1) return bytes[at];
    if (at + length > end) return 0x10FFFF;
    uint32_t code = bytes[at] & (0x7Fu >> length);
    for (int i = 1; i < length; i++) code = code << 6 | (bytes[at + i] & 0x3Fu);
    return code > 0x10FFFF ? 0x10FFFF : code;
}

static int has_bit(const uint8_t *bits, uint32_t number) { return bits[number >> 3] >> (number & 7) & 1; }

/* Whether a word may begin or end at `at`; texts end at a GAP or with the bytes. */
static int is_edge(const struct padanan_texts *texts, int64_t at) {
    const uint8_t *bytes = texts->bytes;
    if (at <= 0 || at >= texts->size || bytes[at] == GAP || bytes[at - 1] == GAP) return 1;
    if ((bytes[at - 1] | bytes[at]) < 0x80)
        return !(has_bit(texts->word_bits, bytes[at - 1]) && has_bit(texts->word_bits, bytes[at]));
    int64_t before = at - 1;
    while (before > 0 && at - before < 4 && (bytes[before] & 0xC0) == 0x80) before--;
    return !(has_bit(texts->word_bits, read_character(bytes, before, texts->size)) &&
             has_bit(texts->word_bits, read_character(bytes, at, texts->size)));
}

static int stands_at(const struct padanan_texts *texts, const struct padanan_needle *needle, int64_t at) {
    const uint8_t *found = texts->bytes + at;
    for (int64_t i = 0; i < needle->length; i++)
        if (found[i] != needle->lower[i] && found[i] != needle->upper[i]) return 0;
    /* The bytes may still be those of one case mixed with those of the other. */
    for (int64_t i = 0, length; needle->wide_cases && i < needle->length; i += length) {
        length = length_of(needle->lower[i]);
        if (i + length > needle->length) return 0;
        if (memcmp(found + i, needle->lower + i, (size_t)length) != 0 &&
            memcmp(found + i, needle->upper + i, (size_t)length) != 0)
            return 0;
    }
    return !needle->whole_words || (is_edge(texts, at) && is_edge(texts, at + needle->length));
}

/* Turn eight bytes that are 0 or 1 into eight bits, the first byte into the lowest. */
INLINE uint64_t gather_bits(const uint8_t *marks) {
    uint64_t word = 0;
    for (int i = 0; i < 8; i++) word |= (uint64_t)marks[i] << 8 * i; /* one load, in either byte order */
    return word * 0x0102040810204080u >> 56;
}

static int lowest_bit(uint64_t mask) {
#if defined(__GNUC__)
    return __builtin_ctzll(mask);
#else
    int bit = 0;
    while (!(mask >> bit & 1)) bit++;
    return bit;
#endif
}

static int is_ascii_letter(uint8_t byte) { return (uint8_t)((byte | 0x20) - 'a') < 26; }

/* Give the places of a block where both rare bytes stand, a bit for each, the first place lowest; if the needle is to
 * begin a word, not those behind an ASCII letter. */
INLINE uint64_t compare_block(const uint8_t *bytes, const struct padanan_needle *needle, int is_first) {
    const uint8_t *one = bytes + needle->first, *two = bytes + needle->second;
    uint8_t a = needle->lower[needle->first], b = needle->upper[needle->first];
    uint8_t c = needle->lower[needle->second], d = needle->upper[needle->second];
    uint8_t marks[BLOCK];
    for (int i = 0; i < BLOCK; i++)
        marks[i] = (uint8_t)(((one[i] == a) | (one[i] == b)) & ((two[i] == c) | (two[i] == d)));
    if (needle->whole_words && !is_first && is_ascii_letter(needle->lower[0]))
        for (int i = 0; i < BLOCK; i++) marks[i] &= (uint8_t)!is_ascii_letter(bytes[i - 1]);
    uint64_t mask = 0;
    for (int i = 0; i < BLOCK / 8; i++) mask |= gather_bits(marks + 8 * i) << 8 * i;
    return mask;
}

/* Give the first place in from..to - 1 where the needle stands, -1 for none. */
INLINE int64_t next_place(const struct padanan_texts *texts, const struct padanan_needle *needle, int64_t from,
                          int64_t to) {
    int64_t last = (to < texts->size ? to : texts->size) - needle->length; /* the last place it could begin at */
    int64_t reach = texts->size - BLOCK - needle->length;                  /* the last place a block can be read at */
    int64_t at = from;
    for (; at <= last && at <= reach; at += BLOCK)
        for (uint64_t mask = compare_block(texts->bytes + at, needle, at == 0); mask; mask &= mask - 1) {
            int64_t place = at + lowest_bit(mask);
            if (place > last) return -1;
            if (stands_at(texts, needle, place)) return place;
        }
    for (; at <= last; at++)
        if (stands_at(texts, needle, at)) return at;
    return -1;
}

/* Set in `found` the bit of each text that holds the needle. With `among`, look only into texts whose bit is set
 * there. Both have (count + 7) / 8 bytes; the caller has cleared `found`. Returns -1 when `starts` makes no sense. */
EXPORT WIDE int padanan_search(const struct padanan_texts *texts, const struct padanan_needle *needle,
                               const uint8_t *among, uint8_t *found) {
    const uint32_t *starts = texts->starts;
    if (needle->length < 1 || starts[texts->count] != texts->size) return -1;
    if (among) {
        for (int64_t row = 0; row < texts->count; row++) {
            if (!(among[row >> 3] >> (row & 7) & 1)) continue;
            if (next_place(texts, needle, starts[row], starts[row + 1]) >= 0) found[row >> 3] |= (uint8_t)(1 << (row & 7));
        }
        return 0;
    }
    int64_t row = 0, at = 0;
    while ((at = next_place(texts, needle, at, texts->size)) >= 0) {
        while (row < texts->count && starts[row + 1] <= at) row++;
        if (row == texts->count || starts[row + 1] <= at) return -1;
        found[row >> 3] |= (uint8_t)(1 << (row & 7));
        at = starts[row + 1];
    }
    return 0;
}

/* Set the bit of each of `count` numbers, leaving out those from `limit` on. */
EXPORT void padanan_search_mark(const int64_t *numbers, int64_t count, uint8_t *bits, int64_t limit) {
    for (int64_t i = 0; i < count; i++)
        if (numbers[i] >= 0 && numbers[i] < limit) bits[numbers[i] >> 3] |= (uint8_t)(1 << (numbers[i] & 7));
}

/* Clear in `found` the bit of each place whose number has no bit in `bits`, or is `limit` or more. */
EXPORT void padanan_search_keep(const int64_t *numbers, int64_t count, const uint8_t *bits, int64_t limit,
                                uint8_t *found) {
    for (int64_t i = 0; i < count; i++) {
        if (!(found[i >> 3] >> (i & 7) & 1)) continue;
        if (numbers[i] < 0 || numbers[i] >= limit || !(bits[numbers[i] >> 3] >> (numbers[i] & 7) & 1))
            found[i >> 3] &= (uint8_t)~(1 << (i & 7));
    }
}

/* Make the bit in `found` of each of `count` rows what the bit of its place is in `bits`; rows from `limit` on are
 * left out. */
EXPORT void padanan_search_overrule(const uint32_t *rows, int64_t count, const uint8_t *bits, uint8_t *found,
                                    int64_t limit) {
    for (int64_t i = 0; i < count; i++) {
        if (rows[i] >= limit) continue;
        uint8_t bit = (uint8_t)(1 << (rows[i] & 7));
        if (bits[i >> 3] >> (i & 7) & 1)
            found[rows[i] >> 3] |= bit;
        else
            found[rows[i] >> 3] &= (uint8_t)~bit;
    }
}
