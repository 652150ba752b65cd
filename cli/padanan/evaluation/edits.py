"""How much of a translation a person would have to change: exact matches, similarity and post-edit bands.

Similarity is that of the memory, `100 * (1 - d / m)` rounded down, d being the Levenshtein distance and m the
length of the longer text in code points of NFC text. So a band means for a translation what it means for a
match: 95-99 is text in which one character in twenty is another, at most.
"""

import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from padanan.core.bands import Band, band_of_match
from padanan.core.words import CountMethod, measure

# The bands of post-editing, best first. NO_MATCH is everything under 50.
POST_EDIT_BANDS = (
    Band.EXACT,
    Band.FUZZY_95,
    Band.FUZZY_85,
    Band.FUZZY_75,
    Band.FUZZY_50,
    Band.NO_MATCH,
)


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


def summarise_edits(edits: Sequence[SegmentEdit], words: Sequence[int]) -> EditSummary:
    """Sort segments into bands.

    Args:
        edits: One a segment, at least one.
        words: As many numbers of words, see `count_words`.

    Raises:
        ValueError: no segment, or unequal numbers of them.
    """
    if not edits:
        raise ValueError("no segment to summarise")
    segments_of: Counter[Band] = Counter()
    words_of: Counter[Band] = Counter()
    for edit, count in zip(edits, words, strict=True):
        band = band_of_match(edit.percent)
        segments_of[band] += 1
        words_of[band] += count
    longer = sum(edit.longer for edit in edits)
    kept = longer - sum(edit.distance for edit in edits)
    return EditSummary(
        segments=len(edits),
        words=sum(words),
        exact=segments_of[Band.EXACT],
        similarity_percent=100 * kept / longer if longer else 100.0,
        bands=tuple(
            BandShare(band=band, segments=segments_of[band], words=words_of[band]) for band in POST_EDIT_BANDS
        ),
    )


def count_words(texts: Sequence[str], method: CountMethod = CountMethod.UAX29) -> list[int]:
    """Count the words of each text. Those of the first reference give all systems the same total."""
    return [measure(text, method).words for text in texts]


def _compare(first: str, second: str) -> SegmentEdit:
    return SegmentEdit(distance=Levenshtein.distance(first, second), longer=max(len(first), len(second)))
