"""How much of a translation a person would have to change: exact matches, similarity and post-edit bands.

Similarity is that of the memory, `100 * (1 - d / m)` rounded down, d being the Levenshtein distance and m the
length of the longer text in code points of NFC text. So a band means for a translation what it means for a
match: 95-99 is text in which one character in twenty is another, at most.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapidfuzz.distance import Levenshtein

from padanan.core.bands import LOWEST_PERCENT, Band

if TYPE_CHECKING:  # NumPy costs 100 ms, and whoever compares two texts needs none
    import numpy as np
    from numpy.typing import NDArray

    Counts = NDArray[np.int32]
    Percents = NDArray[np.int64]

# The bands of post-editing, best first. NO_MATCH is everything under 50.
POST_EDIT_BANDS = (
    Band.EXACT,
    Band.FUZZY_95,
    Band.FUZZY_85,
    Band.FUZZY_75,
    Band.FUZZY_50,
    Band.NO_MATCH,
)

_THREADS = 2
# Enough that what a batch costs by itself is lost in it, and few enough that an interrupted run ends soon.
_BATCH_TEXTS = 8192


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentEdit:
    """What separates a translation from the nearest reference: code points to change, and of how many."""

    distance: int
    longer: int

    @property
    def percent(self) -> int:
        """Similarity from 0 to 100, rounded down; 100 only for identical text. Two empty texts are that."""
        return 100 * (self.longer - self.distance) // self.longer if self.longer else 100


@dataclass(frozen=True, slots=True, kw_only=True)
class BandShare:
    """The segments of one band, and their words."""

    band: Band
    segments: int
    words: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EditSummary:
    """All segments of a system together; `bands` has those of POST_EDIT_BANDS, empty ones too.

    `similarity_percent` is of all characters, not a mean over segments: a long segment counts for more.
    """

    segments: int
    words: int
    exact: int
    similarity_percent: float
    bands: tuple[BandShare, ...]

    @property
    def exact_percent(self) -> float:
        """What part of the segments needs no change at all."""
        return 100 * self.exact / self.segments


def compare_segment(hypothesis: str, references: Sequence[str]) -> SegmentEdit:
    """Compare a translation with the nearest of its references.

    Args:
        hypothesis: Any text.
        references: At least one.

    Cost: O(n * m / 64) for n and m characters.
    """
    text = unicodedata.normalize("NFC", hypothesis)
    edits = [_compare(text, unicodedata.normalize("NFC", reference)) for reference in references]
    # Compared crosswise as integers: the least distance for its length, and the first of equals.
    nearest = edits[0]
    for edit in edits[1:]:
        if edit.distance * max(nearest.longer, 1) < nearest.distance * max(edit.longer, 1):
            nearest = edit
    return nearest


def count_edits(hypotheses: Sequence[str], references: Sequence[Sequence[str]]) -> "Counts":
    """Compare every translation with the nearest of its references.

    Args:
        hypotheses: One text a segment.
        references: At least one stream of as many texts.

    Returns:
        An int32 array of (segments, 2): what `compare_segment` gives, distance and longer length.

    Raises:
        ValueError: a stream has another number of texts, or there is none.

    Cost: a microsecond for a sentence and a reference.
    """
    import numpy as np

    texts = _compose(hypotheses)
    nearest, *others = (_count_against(texts, _compose(stream)) for stream in references)
    for edits in others:
        # Crosswise, as `compare_segment` has it.
        distance, longer = edits.astype(np.int64).T
        least, length = nearest.astype(np.int64).T
        nearer = distance * np.maximum(length, 1) < least * np.maximum(longer, 1)
        nearest[nearer] = edits[nearer]
    return nearest


def similarity_percents(edits: "Counts") -> "Percents":
    """Give the similarity of each segment, as `SegmentEdit.percent`, from `count_edits`."""
    import numpy as np

    distance, longer = edits.astype(np.int64).T
    return np.where(longer > 0, 100 * (longer - distance) // np.maximum(longer, 1), 100)


def summarise_edits(edits: "Counts", words: "Percents") -> EditSummary:
    """Sort segments into bands.

    Args:
        edits: From `count_edits`, at least one segment.
        words: As many numbers of words, see `lengths.measure_texts`.

    Raises:
        ValueError: no segment, or unequal numbers of them.
    """
    import numpy as np

    if not len(edits) or len(edits) != len(words):
        raise ValueError(f"no segment to summarise, or {len(words)} numbers of words for {len(edits)}")
    percents = similarity_percents(edits)
    lowest = [100, 95, 85, 75, LOWEST_PERCENT, 0]
    places = np.searchsorted(-np.array(lowest), -percents)
    bands = [places == place for place in range(len(POST_EDIT_BANDS))]
    distance, longer = (int(total) for total in edits.sum(axis=0, dtype=np.int64))
    return EditSummary(
        segments=len(edits),
        words=int(words.sum()),
        exact=int(bands[0].sum()),
        similarity_percent=100 * (longer - distance) / longer if longer else 100.0,
        bands=tuple(
            BandShare(band=band, segments=int(found.sum()), words=int(words[found].sum()))
            for band, found in zip(POST_EDIT_BANDS, bands, strict=True)
        ),
    )


def _compare(first: str, second: str) -> SegmentEdit:
    return SegmentEdit(distance=Levenshtein.distance(first, second), longer=max(len(first), len(second)))


def _compose(texts: Sequence[str]) -> list[str]:
    return [unicodedata.normalize("NFC", text) for text in texts]


def _count_against(texts: Sequence[str], references: Sequence[str]) -> "Counts":
    import numpy as np
    from rapidfuzz.process import cpdist

    count = len(texts)
    if len(references) != count:
        raise ValueError(f"{len(references)} references for {count} translations")
    counts = np.empty((count, 2), dtype=np.int32)
    for start in range(0, count, _BATCH_TEXTS):
        rows = slice(start, start + _BATCH_TEXTS)
        counts[rows, 0] = cpdist(
            texts[rows], references[rows], scorer=Levenshtein.distance, dtype=np.int32, workers=_THREADS
        )
    lengths = (np.fromiter(map(len, stream), np.int32, count) for stream in (texts, references))
    counts[:, 1] = np.maximum(*lengths)
    return counts
