/* TER: edits after the best shifts of words, found as Tercom finds them.

   Source: Snover et al. 2006, "A Study of Translation Edit Rate with Targeted Human Annotation"; sacrebleu 2.6,
   metrics/lib_ter.py (Apache-2.0), whose limits, order of preference and beam these are. It keeps rows of the
   matrix of distances by the words before them; here a shifted hypothesis takes over the rows of the unshifted
   one up to the first word that differs. A row follows from the words before it and from both lengths, which a
   shift does not change, so neither changes a distance. */
#include "evaluation.h"

#include <stdlib.h>
#include <string.h>

enum { MAX_SHIFT_SIZE = 10, MAX_SHIFT_DISTANCE = 50, MAX_CANDIDATES = 1000, BEAM_WIDTH = 25 };

/* More than any distance; cells off the beam have it. */
#define UNREACHED ((int32_t)1 << 29)

/* Cells of the matrix, five bytes each: a million words. */
#define MOST_CELLS ((size_t)1 << 26)

typedef enum { OP_NONE, OP_SAME, OP_SUBSTITUTE, OP_DELETE, OP_INSERT } edit;

/* What is known of one pair of texts. Row i of the matrix is for the first i words of the hypothesis, and has
   cells for low[i] <= j < high[i] words of the reference only. */
typedef struct {
    const uint32_t *ref;
    size_t ref_size, hyp_size;
    size_t *low, *high, *row;        /* row[i]: where its cell 0 would be in `cost` and `op` */
    int32_t *cost, *above, *current; /* the last two: rows of a shifted hypothesis */
    uint8_t *op, *trace;
    uint32_t *hyp, *shifted, *best;
    int64_t *aligned;                 /* for each word of the reference, one of the hypothesis or -1 */
    int32_t *hyp_errors, *ref_errors; /* errors before each word */
    int32_t candidates;
    char *lines, *cells; /* the memory that all of these lie in */
    size_t line_room, cell_room;
} matrix;

typedef struct {
    int32_t gain;
    size_t size, from, to;
} shift;

static size_t smaller(size_t a, size_t b) { return a < b ? a : b; }

static size_t round_up(double value)
{
    size_t whole = (size_t)value;

    return whole + ((double)whole < value);
}

/* Gives `count` items of `size` bytes from a block of memory, whose largest items come first. */
static void *take(char **block, size_t count, size_t size)
{
    void *taken = *block;

    *block += count * size;
    return taken;
}

static int make_block(char **block, size_t *room, size_t size)
{
    if (size <= *room)
        return PADANAN_OK;
    free(*block);
    *room = 0;
    *block = malloc(size);
    if (!*block)
        return PADANAN_NO_MEMORY;
    *room = size;
    return PADANAN_OK;
}

static int make_lines(matrix *m)
{
    size_t hyp = m->hyp_size + 1, ref = m->ref_size + 1;
    size_t size = 3 * hyp * sizeof(size_t) + ref * sizeof(int64_t) + (4 * hyp + 3 * ref) * sizeof(int32_t) + hyp + ref;
    char *block;

    if (make_block(&m->lines, &m->line_room, size))
        return PADANAN_NO_MEMORY;
    block = m->lines;
    m->low = take(&block, hyp, sizeof(size_t));
    m->high = take(&block, hyp, sizeof(size_t));
    m->row = take(&block, hyp, sizeof(size_t));
    m->aligned = take(&block, ref, sizeof(int64_t));
    m->hyp = take(&block, hyp, sizeof(uint32_t));
    m->shifted = take(&block, hyp, sizeof(uint32_t));
    m->best = take(&block, hyp, sizeof(uint32_t));
    m->hyp_errors = take(&block, hyp, sizeof(int32_t));
    m->ref_errors = take(&block, ref, sizeof(int32_t));
    m->above = take(&block, ref, sizeof(int32_t));
    m->current = take(&block, ref, sizeof(int32_t));
    m->trace = take(&block, hyp + ref, 1);
    return PADANAN_OK;
}

/* Which cells of each row the beam covers: a band around the diagonal, and all of the first row. */
static size_t set_beam(matrix *m)
{
    double ratio = m->hyp_size ? (double)m->ref_size / (double)m->hyp_size : 1.0;
    size_t beam = BEAM_WIDTH < ratio / 2 ? round_up(ratio / 2 + BEAM_WIDTH) : BEAM_WIDTH, cells = 0;

    for (size_t i = 0; i <= m->hyp_size; i++) {
        size_t diagonal = (size_t)((double)i * ratio);
        m->low[i] = i && diagonal > beam ? diagonal - beam : 0;
        m->high[i] = i && i < m->hyp_size ? smaller(m->ref_size + 1, diagonal + beam) : m->ref_size + 1;
        m->row[i] = cells - m->low[i]; /* may wrap around, and comes back when a column is added */
        cells += m->high[i] - m->low[i];
    }
    return cells;
}

static int32_t cost_at(const matrix *m, size_t i, size_t j)
{
    return j >= m->low[i] && j < m->high[i] ? m->cost[m->row[i] + j] : UNREACHED;
}

/* Of equal costs the first wins: same or substitute, then delete, then insert. */
static void fill_cell(matrix *m, size_t i, size_t j)
{
    size_t cell = m->row[i] + j;
    int same = j && m->hyp[i - 1] == m->ref[j - 1];
    int32_t costs[3] = {j ? cost_at(m, i - 1, j - 1) + !same : UNREACHED, cost_at(m, i - 1, j) + 1,
                        j ? cost_at(m, i, j - 1) + 1 : UNREACHED};
    uint8_t ops[3] = {same ? OP_SAME : OP_SUBSTITUTE, OP_DELETE, OP_INSERT};

    m->cost[cell] = UNREACHED;
    m->op[cell] = OP_NONE;
    for (int k = 0; k < 3; k++) {
        if (m->cost[cell] > costs[k]) {
            m->cost[cell] = costs[k];
            m->op[cell] = ops[k];
        }
    }
}

static void fill_matrix(matrix *m)
{
    for (size_t j = 0; j <= m->ref_size; j++) {
        m->cost[j] = (int32_t)j;
        m->op[j] = OP_INSERT;
    }
    for (size_t i = 1; i <= m->hyp_size; i++)
        for (size_t j = m->low[i]; j < m->high[i]; j++)
            fill_cell(m, i, j);
}

/* Writes the operations from the last to the first; says how many, 0 if there is no way. */
static size_t trace_back(const matrix *m)
{
    size_t i = m->hyp_size, j = m->ref_size, count = 0;

    while (i || j) {
        uint8_t op = j >= m->low[i] && j < m->high[i] ? m->op[m->row[i] + j] : OP_NONE;
        if (op == OP_NONE)
            return 0;
        m->trace[count++] = op;
        i -= op != OP_INSERT;
        j -= op != OP_DELETE;
    }
    return count;
}

/* Follows the trace from the first operation on. */
static int align(matrix *m)
{
    size_t count = trace_back(m), i = 0, j = 0;

    if (!count && m->hyp_size + m->ref_size)
        return PADANAN_BROKEN;
    m->hyp_errors[0] = m->ref_errors[0] = 0;
    while (count--) {
        uint8_t op = m->trace[count];
        int32_t error = op != OP_SAME;
        if (op != OP_INSERT) {
            m->hyp_errors[i + 1] = m->hyp_errors[i] + error;
            i++;
        }
        if (op != OP_DELETE) {
            m->ref_errors[j + 1] = m->ref_errors[j] + error;
            m->aligned[j++] = (int64_t)i - 1;
        }
    }
    return PADANAN_OK;
}

/* Moves `size` words at `from` to before `to`, as Tercom counts positions: those past the words moved are
   counted without them where `to` lies among them. */
static void move_words(const matrix *m, const shift *move)
{
    size_t from = move->from, size = move->size, to = move->to, end = from + size, n = m->hyp_size;
    size_t cuts[4][2] = {{0, from}, {end, to}, {from, end}, {to, n}};
    uint32_t *out = m->shifted;

    if (to < from) {
        size_t before[4][2] = {{0, to}, {from, end}, {to, from}, {end, n}};
        memcpy(cuts, before, sizeof cuts);
    } else if (to <= end) {
        cuts[1][1] = cuts[3][0] = smaller(size + to, n);
    }
    for (int k = 0; k < 4; k++) {
        size_t length = cuts[k][1] - cuts[k][0];
        memcpy(out, m->hyp + cuts[k][0], length * sizeof *out);
        out += length;
    }
}

/* One row of the shifted hypothesis from the one above, costs only. */
static void next_row(matrix *m, size_t i)
{
    size_t low = m->low[i], high = m->high[i], j = low;
    uint32_t word = m->shifted[i - 1];
    int32_t left = UNREACHED;

    for (size_t k = m->high[i - 1]; k < high; k++)
        m->above[k] = UNREACHED;
    if (low && low - 1 < m->low[i - 1])
        m->above[low - 1] = UNREACHED;
    if (!low)
        m->current[j++] = left = m->above[0] + 1;
    for (; j < high; j++) {
        int32_t cost = m->above[j - 1] + (word != m->ref[j - 1]), delete = m->above[j] + 1;
        cost = cost < delete ? cost : delete;
        left = cost < left + 1 ? cost : left + 1;
        m->current[j] = left;
    }
}

static int32_t shifted_distance(matrix *m)
{
    size_t i = 0;

    while (i < m->hyp_size && m->hyp[i] == m->shifted[i])
        i++;
    memcpy(m->above + m->low[i], m->cost + (m->row[i] + m->low[i]), (m->high[i] - m->low[i]) * sizeof *m->cost);
    while (i++ < m->hyp_size) {
        int32_t *done = m->above;
        next_row(m, i);
        m->above = m->current;
        m->current = done;
    }
    return m->above[m->ref_size];
}

/* Higher gain, then more words, then an earlier start, then an earlier target. */
static int is_better(const shift *a, const shift *b)
{
    if (a->gain != b->gain)
        return a->gain > b->gain;
    if (a->size != b->size)
        return a->size > b->size;
    return a->from != b->from ? a->from < b->from : a->to < b->to;
}

/* Tries the targets of one matching run of words. */
static void try_targets(matrix *m, shift *best, size_t from, size_t ref_from, size_t size)
{
    int32_t distance = cost_at(m, m->hyp_size, m->ref_size);
    int64_t tried = -1, first = m->aligned[ref_from];

    if (m->hyp_errors[from + size] == m->hyp_errors[from]
        || m->ref_errors[ref_from + size] == m->ref_errors[ref_from]
        || (first >= (int64_t)from && first < (int64_t)(from + size)))
        return;
    for (size_t k = ref_from; k <= ref_from + size; k++) { /* before word k of the reference */
        int64_t to = k ? m->aligned[k - 1] + 1 : 0;
        shift candidate = {.size = size, .from = from, .to = (size_t)to};
        if (to == tried)
            continue;
        tried = to;
        move_words(m, &candidate);
        candidate.gain = distance - shifted_distance(m);
        m->candidates++;
        if (!best->size || is_better(&candidate, best)) {
            *best = candidate;
            memcpy(m->best, m->shifted, m->hyp_size * sizeof *m->best);
        }
    }
}

/* Tries every run of words that both have, near enough to one another; `best->size` stays 0 if there is none. */
static void find_shift(matrix *m, shift *best)
{
    for (size_t from = 0; from < m->hyp_size; from++) {
        size_t start = from > MAX_SHIFT_DISTANCE ? from - MAX_SHIFT_DISTANCE : 0;
        size_t stop = smaller(m->ref_size, from + MAX_SHIFT_DISTANCE + 1);
        for (size_t ref_from = start; ref_from < stop; ref_from++) {
            size_t limit = smaller(smaller(m->hyp_size - from, m->ref_size - ref_from), MAX_SHIFT_SIZE);
            for (size_t size = 1; size <= limit; size++) {
                if (m->hyp[from + size - 1] != m->ref[ref_from + size - 1])
                    break;
                try_targets(m, best, from, ref_from, size);
                if (m->candidates >= MAX_CANDIDATES)
                    return;
            }
        }
    }
}

static int count_edits(matrix *m, int32_t *edits)
{
    for (*edits = 0;; ++*edits) {
        shift best = {.size = 0};
        uint32_t *old = m->hyp;
        fill_matrix(m);
        if (align(m))
            return PADANAN_BROKEN;
        find_shift(m, &best);
        if (m->candidates >= MAX_CANDIDATES || !best.size || best.gain <= 0)
            break;
        m->hyp = m->best;
        m->best = old;
    }
    *edits += cost_at(m, m->hyp_size, m->ref_size);
    return PADANAN_OK;
}

static int start_pair(matrix *m, const padanan_array *hyp, const padanan_array *ref)
{
    size_t cells;
    char *block;

    m->ref = ref->items;
    m->ref_size = ref->size;
    m->hyp_size = hyp->size;
    m->candidates = 0;
    if (make_lines(m))
        return PADANAN_NO_MEMORY;
    cells = set_beam(m);
    if (cells > MOST_CELLS)
        return PADANAN_TOO_LONG;
    if (make_block(&m->cells, &m->cell_room, cells * (sizeof(int32_t) + 1)))
        return PADANAN_NO_MEMORY;
    block = m->cells;
    m->cost = take(&block, cells, sizeof(int32_t));
    m->op = take(&block, cells, 1);
    if (hyp->size)
        memcpy(m->hyp, hyp->items, hyp->size * sizeof *m->hyp);
    return PADANAN_OK;
}

static int score_pair(matrix *m, const padanan_array *hyp, const padanan_array *ref, int32_t *out)
{
    int status;

    out[0] = (int32_t)hyp->size;
    out[1] = (int32_t)ref->size;
    if (!ref->size)
        return PADANAN_OK;
    status = start_pair(m, hyp, ref);
    return status ? status : count_edits(m, out);
}

static int read_words(padanan_words *words, const padanan_batch *batch, const uint32_t *points, const int64_t *range,
                      padanan_array *numbers)
{
    if (range[1] - range[0] > PADANAN_LONGEST)
        return PADANAN_TOO_LONG;
    return padanan_tokenize(words, points + range[0], (size_t)(range[1] - range[0]), batch->classes, TOKENIZE_SPACE,
                            numbers);
}

/* Writes edits and words of the reference for each reference. */
PADANAN_EXPORT int padanan_count_ter(const padanan_batch *batch, int32_t *out)
{
    padanan_words words = {.slots = NULL};
    padanan_array hyp = {.items = NULL}, ref = {.items = NULL};
    matrix m = {.lines = NULL};
    int status = PADANAN_OK;

    for (int64_t segment = 0; segment < batch->segments && !status; segment++) {
        padanan_forget_words(&words);
        status = read_words(&words, batch, batch->hyp_points, batch->hyp_offsets + segment, &hyp);
        for (int64_t r = batch->ref_starts[segment]; r < batch->ref_starts[segment + 1] && !status; r++) {
            status = read_words(&words, batch, batch->ref_points, batch->ref_offsets + r, &ref);
            if (!status)
                status = score_pair(&m, &hyp, &ref, out + 2 * r);
        }
    }
    padanan_free_words(&words);
    free(hyp.items);
    free(ref.items);
    free(m.lines);
    free(m.cells);
    return status;
}
