/* How often each segment is drawn into a resample, by the numbers that NumPy's default generator gives.

   Source: NumPy 2, random/src/pcg64 (PCG XSL RR 128/64, O'Neill 2014) and random/src/distributions (Lemire 2019, "Fast
   Random Integer Generation in an Interval"), both BSD-3-Clause or MIT. */
#include "evaluation.h"

#include <string.h>

/* The state of NumPy's PCG64; `kept` is the upper half of a number whose lower half was given. */
typedef struct {
    uint64_t state_high, state_low, increment_high, increment_low;
    uint32_t kept, has_kept;
} padanan_generator;

#if defined(__SIZEOF_INT128__)

__extension__ typedef unsigned __int128 wide;

static inline wide join(uint64_t high, uint64_t low) { return (wide)high << 64 | low; }

static inline uint64_t next_number(wide *state, wide increment)
{
    uint64_t mixed;
    unsigned turn;

    *state = *state * join(UINT64_C(0x2360ED051FC65DA4), UINT64_C(0x4385DF649FCCF645)) + increment;
    mixed = (uint64_t)(*state >> 64) ^ (uint64_t)*state;
    turn = (unsigned)(*state >> 122);
    return mixed >> turn | mixed << (-turn & 63);
}

static inline uint32_t next_half(wide *state, wide increment, padanan_generator *generator)
{
    uint64_t number;

    if (generator->has_kept) {
        generator->has_kept = 0;
        return generator->kept;
    }
    number = next_number(state, increment);
    generator->has_kept = 1;
    generator->kept = (uint32_t)(number >> 32);
    return (uint32_t)number;
}

/* Draws `count` of `count` segments with replacement, `rows` times, and writes into counts[row * count + segment] how
   often. The generator is where NumPy's would be afterwards. */
PADANAN_EXPORT int padanan_draw(padanan_generator *generator, int64_t rows, uint32_t count, uint16_t *counts)
{
    wide state = join(generator->state_high, generator->state_low);
    const wide increment = join(generator->increment_high, generator->increment_low);
    padanan_generator halves = *generator;
    const uint32_t threshold = count ? (0 - count) % count : 0;

    memset(counts, 0, (size_t)rows * count * sizeof *counts);
    for (int64_t row = 0; row < rows; row++, counts += count) {
        if (count == 1) { /* NumPy draws no number where there is no choice */
            *counts = 1;
            continue;
        }
        for (uint32_t drawn = 0; drawn < count;) {
            uint64_t product = (uint64_t)next_half(&state, increment, &halves) * count;
            if ((uint32_t)product < threshold)
                continue;
            counts[product >> 32]++;
            drawn++;
        }
    }
    generator->state_high = (uint64_t)(state >> 64);
    generator->state_low = (uint64_t)state;
    generator->kept = halves.kept;
    generator->has_kept = halves.has_kept;
    return PADANAN_OK;
}

#else

PADANAN_EXPORT int padanan_draw(padanan_generator *generator, int64_t rows, uint32_t count, uint16_t *counts)
{
    (void)generator, (void)rows, (void)count, (void)counts;
    return PADANAN_UNSUPPORTED;
}

#endif
