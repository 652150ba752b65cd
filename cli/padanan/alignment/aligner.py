"""Two documents' sentences, paired: the model is fitted to the documents themselves, pass by pass."""

import math
from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from padanan.alignment.anchors import Words, drop_repeated, read_words
from padanan.alignment.band import (
    FIRST_WIDTH,
    MOST_CELLS,
    WHOLE_CELLS,
    strip_band,
    touches_edge,
    trace_anchors,
    whole_band,
)
from padanan.alignment.embedding import Embed
from padanan.alignment.evidence import SIZES, Evidence, Floats
from padanan.alignment.lattice import Band, Chain, Move, decode, sum_forward
from padanan.alignment.lengths import LengthModel, fit_lengths
from padanan.alignment.lexicon import Lexicon, apply_lexicon, link_words
from padanan.alignment.model import Bead
from padanan.alignment.vectors import Vectors

# The kinds are those of Gale and Church (1993), table 5; merged and dropped sentences have more room than in
# their parliament's minutes. These, and the shares below, are round figures that suit translated news.
_PRIORS: dict[Move, float] = {
    (1, 1): 0.58,
    (1, 2): 0.12,
    (2, 1): 0.12,
    (2, 2): 0.005,
    (1, 0): 0.08,
    (0, 1): 0.08,
}
_PRIOR_BEADS = 20  # how much the priors weigh against a document's own beads
_PASSES = 3
_SURE = 0.3  # confidence from which a 1-1 bead's lengths count
# How often an anchor that stands on one side of a true bead stands on the other.
_KEPT = {"number": 0.9, "word": 0.9, "prefix": 0.5, "mark": 0.9, "name": 0.9, "paragraph": 0.9}
_PARAGRAPH_INSIDE = -3.0  # nats, for a bead that joins what a paragraph break parts


@dataclass(frozen=True, slots=True, kw_only=True)
class AlignmentOptions:
    """What is known of two documents besides their sentences.

    Languages are BCP 47 tags. Paragraphs number each sentence's, in order; empty where nothing is known.
    `lexicon` adds to what is learned from the documents. `embed` gives a unit vector for each of some texts,
    (len(texts), dimensions).
    """

    source_language: str = "und"
    target_language: str = "und"
    source_paragraphs: Sequence[int] = ()
    target_paragraphs: Sequence[int] = ()
    lexicon: Lexicon = field(default_factory=dict)
    embed: Embed | None = None


def align_sentences(
    source: Sequence[str], target: Sequence[str], *, options: AlignmentOptions | None = None
) -> tuple[Bead, ...]:
    """Align two documents, sentence by sentence.

    Args:
        source: The sentences of one document, in order.
        target: Those of the other.
        options: What else is known.

    Returns:
        Beads in order; every sentence is in exactly one.

    Cost: O(n * width) time and memory. Up to 250,000 pairs of sentences everything is looked at; beyond that
        a strip of 192 sentences around common anchors, doubled while the chain touches its edge.
    """
    if not source or not target:
        return tuple(_unpaired(len(source), len(target)))
    return _Aligner(source, target, options or AlignmentOptions()).align()


def _unpaired(source: int, target: int) -> Iterator[Bead]:
    for i in range(source):
        yield Bead(source_start=i, source_end=i + 1, target_start=0, target_end=0, confidence=1.0)
    for j in range(target):
        yield Bead(source_start=source, source_end=source, target_start=j, target_end=j + 1, confidence=1.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Model:
    """What one pass believes."""

    priors: Mapping[Move, float]
    lengths: LengthModel
    evidence: Evidence

    @property
    def skip(self) -> tuple[float, float]:
        return math.log(self.priors[1, 0]), math.log(self.priors[0, 1])


class _Aligner:
    def __init__(self, source: Sequence[str], target: Sequence[str], options: AlignmentOptions) -> None:
        self.words: tuple[list[Words], list[Words]] = (
            [read_words(text, options.source_language) for text in source],
            [read_words(text, options.target_language) for text in target],
        )
        self.options = options
        self.anchors = drop_repeated(*self.words)
        self.lengths = _lengths(source), _lengths(target)
        self.sizes = tuple({1: np.append(side, 0.0), 2: _sums_of_two(side)} for side in self.lengths)
        self.inside = (
            _breaks(options.source_paragraphs, len(source)),
            _breaks(options.target_paragraphs, len(target)),
        )
        self.starts = (
            _starts(options.source_paragraphs, len(source)),
            _starts(options.target_paragraphs, len(target)),
        )
        self.vectors = Vectors(options.embed(source), options.embed(target)) if options.embed else None

    def align(self) -> tuple[Bead, ...]:
        band = self._first_band()
        model = self._first_model()
        chain, band = self._search(model, band)
        for _ in range(_PASSES - 1):
            chain, band = self._search(self._refit(chain), band)
        return tuple(
            Bead(source_start=i, source_end=i + m, target_start=j, target_end=j + n, confidence=chance)
            for i, j, (m, n), chance in chain.beads
        )

    def _first_band(self) -> Band:
        source, target = map(len, self.words)
        if (source + 1) * (target + 1) <= WHOLE_CELLS or min(source, target) < FIRST_WIDTH:
            return whole_band(source, target)
        return strip_band(trace_anchors(*self.anchors, self.lengths), target, FIRST_WIDTH)

    def _first_model(self) -> _Model:
        return _Model(
            priors=_PRIORS,
            lengths=fit_lengths(*self.lengths),
            evidence=self._weigh(self.options.lexicon),
        )

    def _refit(self, chain: Chain) -> _Model:
        """Fit the model to the beads that were found."""
        kinds = Counter(move for _, _, move, _ in chain.beads)
        total = len(chain.beads) + _PRIOR_BEADS
        pairs = [
            (self.lengths[0][i], self.lengths[1][j])
            for i, j, move, chance in chain.beads
            if move == (1, 1) and chance > _SURE
        ]
        learned = link_words(
            [
                (_join_words(self.words[0][i : i + m]), _join_words(self.words[1][j : j + n]), chance)
                for i, j, (m, n), chance in chain.beads
                if m and n
            ]
        )
        return _Model(
            priors={move: (kinds[move] + _PRIOR_BEADS * prior) / total for move, prior in _PRIORS.items()},
            lengths=fit_lengths(*self.lengths, pairs),
            evidence=self._weigh({**learned, **self.options.lexicon}),
        )

    def _weigh(self, lexicon: Lexicon) -> Evidence:
        entries = apply_lexicon(lexicon, *self.words)
        sides: list[list[frozenset[Hashable]]] = [
            [anchors | links | starts for anchors, links, starts in zip(*side, strict=True)]
            for side in zip(self.anchors, entries, self.starts, strict=True)
        ]
        kept: dict[Hashable, float] = {a: _KEPT[a[0]] for anchors in self.anchors[0] for a in anchors}
        kept[_PARAGRAPH] = _KEPT["paragraph"]
        return Evidence(sides[0], sides[1], {**kept, **{("link", *entry): k for entry, k in lexicon.items()}})

    def _search(self, model: _Model, band: Band) -> tuple[Chain, Band]:
        """Find the best chain, and widen the strip while it leads along the edge."""
        while True:
            scores = _Scores(self, model, band)
            chain = decode(band, scores.rows, model.skip, sum_forward(band, scores.rows, model.skip))
            wider = band.width * 2
            if not touches_edge(band, chain) or wider * band.source > MOST_CELLS:
                return chain, band
            path = np.array(band.starts + band.width // 2, dtype=np.float64)
            band = strip_band(path, band.target, wider)


class _Scores:
    """The scores of all beads of some rows, under one model."""

    def __init__(self, aligner: _Aligner, model: _Model, band: Band) -> None:
        self._aligner, self._model, self._band = aligner, model, band

    def rows(self, rows: range) -> dict[Move, Floats]:
        """Give the scores by bead size, (len(rows), width)."""
        aligner, band = self._aligner, self._band
        starts = band.starts[rows.start : rows.stop]
        columns = starts[:, None] + np.arange(band.width)
        row = np.array(rows)
        scores = {}
        for m, n in SIZES:
            found = self._model.evidence.score(m, n, rows, starts, band.width)
            found += math.log(self._model.priors[m, n])
            found += self._model.lengths.score(
                aligner.sizes[0][m][row][:, None], aligner.sizes[1][n][columns], n
            )
            if m == 2:
                found += aligner.inside[0][row][:, None]
            if n == 2:
                found += aligner.inside[1][columns]
            if aligner.vectors is not None:
                found += aligner.vectors.score(m, n, row, columns)
            found[row + m > band.source] = -np.inf
            found[columns + n > band.target] = -np.inf
            scores[m, n] = found
        return scores


_PARAGRAPH = ("paragraph", "")


def _lengths(texts: Sequence[str]) -> Floats:
    return np.array([len(text) for text in texts], dtype=np.float64)


def _sums_of_two(lengths: Floats) -> Floats:
    return np.concatenate([lengths[:-1] + lengths[1:], [0.0, 0.0]])


def _breaks(paragraphs: Sequence[int], count: int) -> Floats:
    """Give what it costs to join each sentence with the next one."""
    costs = np.zeros(count + 1)
    if paragraphs:
        costs[: count - 1] = np.where(np.diff(paragraphs) != 0, _PARAGRAPH_INSIDE, 0.0)
    return costs


def _starts(paragraphs: Sequence[int], count: int) -> list[frozenset[tuple[str, str]]]:
    """Mark the sentences that begin a paragraph."""
    if not paragraphs:
        return [frozenset()] * count
    return [
        frozenset({_PARAGRAPH}) if k == 0 or paragraphs[k] != paragraphs[k - 1] else frozenset()
        for k in range(count)
    ]


def _join_words(sentences: Sequence[Words]) -> frozenset[str]:
    return frozenset().union(*(sentence.words for sentence in sentences))
