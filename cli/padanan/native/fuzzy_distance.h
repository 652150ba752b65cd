/* Levenshtein distances of one query to many texts. */
#ifndef PADANAN_FUZZY_DISTANCE_H
#define PADANAN_FUZZY_DISTANCE_H

#include <stdint.h>
#include <stddef.h>

struct pattern {
    const uint32_t *symbols;
    uint32_t length;
    uint32_t padding;      /* words of zeros before and after each row */
    uint32_t row_words;
    uint32_t capacity;     /* of the hash table, a power of two */
    uint32_t *keys;        /* symbol + 1 in the hash table; 0 is a free place */
    uint32_t *rows;        /* their rows */
    uint32_t direct[256];  /* the rows of the first 256 symbols; row 0 is all zeros */
    uint64_t *bits;        /* rows: where a symbol occurs in the query */
    uint64_t *vertical;    /* two vectors of a band */
    unsigned char *absent; /* by the hash of two symbols: 1 when they are no neighbours in the query */
    uint64_t *alone;       /* of the text that is compared: places of absent neighbours, no two side by side */
    uint32_t *rest;        /* how many of them from this word of `alone` on */
    signed char sum[256];  /* of the vertical differences in four bits of both vectors, and the largest sum of the */
    signed char peak[256]; /* upper ones among them */
};

struct compared {
    const unsigned char *symbols;
    uint32_t length, width;
    uint32_t extra; /* neighbours, counted as a bag, that it has more than the query; fewer will do */
};

int make_pattern(struct pattern *pattern, const uint32_t *symbols, uint32_t length, uint32_t largest_limit,
                 uint32_t longest_text);
void free_pattern(struct pattern *pattern);
uint32_t distance_within(const struct pattern *pattern, const struct compared *text, uint32_t limit);

#endif
