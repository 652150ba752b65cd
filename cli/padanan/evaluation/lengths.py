"""How long translations are beside their references, and segments by length."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from padanan.core.words import CountMethod, measure

if TYPE_CHECKING:  # NumPy costs 100 ms, so it is loaded by the function that counts
    import numpy as np
    from numpy.typing import NDArray

    Volumes = NDArray[np.int32]

# Words of the reference at which a bucket begins: those of compare-mt, its last three in one (Neubig et al.
# 2019, "compare-mt: A Tool for Holistic Comparison of Language Generation Systems").
BUCKET_STARTS = (0, 10, 20, 30, 40)


@dataclass(frozen=True, slots=True, kw_only=True)
class LengthRatio:
    """The length of the translations for each unit of their references'; None where these have none."""

    words: float | None
    characters: float | None


def measure_texts(texts: Sequence[str], method: CountMethod = CountMethod.UAX29) -> "Volumes":
    """Count the words and the characters of each text: an int32 array of (texts, 2).

    Cost: some 10 microseconds a sentence.
    """
    import numpy as np

    counts = np.empty((len(texts), 2), dtype=np.int32)
    for row, text in enumerate(texts):
        volume = measure(text, method)
        counts[row] = volume.words, volume.characters
    return counts


def divide_lengths(hypotheses: "Volumes", references: "Volumes") -> LengthRatio:
    """Divide the length of all translations by that of all references, both from `measure_texts`."""
    ours, theirs = (volumes.sum(axis=0, dtype="int64").tolist() for volumes in (hypotheses, references))
    return LengthRatio(
        words=ours[0] / theirs[0] if theirs[0] else None,
        characters=ours[1] / theirs[1] if theirs[1] else None,
    )


def name_buckets(words: Sequence[int], starts: Sequence[int] = BUCKET_STARTS) -> list[str]:
    """Name the length bucket of each segment: `0-9`, `10-19`, ..., `40+`; the labels for `group_rows`.

    Args:
        words: Of each reference.
        starts: Where buckets begin, rising from 0.
    """
    names = [f"{low}-{high - 1}" for low, high in pairwise(starts)] + [f"{starts[-1]}+"]
    return [names[bisect_right(starts, count) - 1] for count in words]


def bucket_names(starts: Sequence[int] = BUCKET_STARTS) -> list[str]:
    """Give all buckets from the shortest up."""
    return list(dict.fromkeys(name_buckets(starts, starts)))
