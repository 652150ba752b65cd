/* Reading a file written by padanan/memory/mapped_file.py: a page is checked before it is first used. */
#ifndef PADANAN_MAPPED_H
#define PADANAN_MAPPED_H

#include <stddef.h>
#include <stdint.h>

#define PADANAN_PAGE 4096u

#if defined(_WIN32)
#define PADANAN_EXPORT __declspec(dllexport)
#else
#define PADANAN_EXPORT __attribute__((visibility("default")))
#endif

struct padanan_mapped {
    const unsigned char *base;
    uint64_t size;             /* bytes up to the directory: the header's page and whole pages */
    const uint32_t *checksums; /* CRC-32 of each page but the first */
    unsigned char *checked;    /* 1 for each of them that was found whole; set by any thread, never unset */
};

/* CRC-32 as in zlib, eight bytes a step (Kounavis and Berry, 2005, "slicing-by-8"). */
static uint32_t padanan_crc_table[8][256];

/* Fill the table; once, before any page is checked. */
static inline void padanan_prepare_crc(void) {
    for (uint32_t i = 0; i < 256; i++) {
        uint32_t crc = i;
        for (int bit = 0; bit < 8; bit++) crc = crc & 1 ? crc >> 1 ^ 0xEDB88320u : crc >> 1;
        padanan_crc_table[0][i] = crc;
    }
    for (int row = 1; row < 8; row++)
        for (uint32_t i = 0; i < 256; i++) {
            uint32_t below = padanan_crc_table[row - 1][i];
            padanan_crc_table[row][i] = below >> 8 ^ padanan_crc_table[0][below & 255];
        }
}

static inline uint32_t padanan_page_crc(const unsigned char *page) {
    const uint32_t(*table)[256] = (const uint32_t(*)[256])padanan_crc_table;
    uint32_t crc = 0xFFFFFFFFu;
    for (size_t i = 0; i < PADANAN_PAGE; i += 8) {
        const unsigned char *p = page + i;
        crc ^= (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
        crc = table[7][crc & 255] ^ table[6][crc >> 8 & 255] ^ table[5][crc >> 16 & 255] ^ table[4][crc >> 24] ^
              table[3][p[4]] ^ table[2][p[5]] ^ table[1][p[6]] ^ table[0][p[7]];
    }
    return ~crc;
}

/* Give the address of `length` bytes at `offset` of the file, checked; NULL when they are damaged or beyond its end.
 * Threads that check one page at once both find the same. */
static inline const unsigned char *padanan_touch(const struct padanan_mapped *file, uint64_t offset, uint64_t length) {
    if (offset < PADANAN_PAGE || offset > file->size || length > file->size - offset) return NULL;
    if (length == 0) return file->base + offset;
    uint64_t last = (offset + length - 1) / PADANAN_PAGE;
    for (uint64_t page = offset / PADANAN_PAGE; page <= last; page++) {
        volatile unsigned char *checked = file->checked + (page - 1);
        if (*checked) continue;
        if (padanan_page_crc(file->base + page * PADANAN_PAGE) != file->checksums[page - 1]) return NULL;
        *checked = 1;
    }
    return file->base + offset;
}

#endif
