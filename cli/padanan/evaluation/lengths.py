"""How long translations are beside their references, and segments by length."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from padanan.core.words import CountMethod, Volume, measure

# Words of the reference at which a bucket begins: those of compare-mt, its last three in one (Neubig et al.
# 2019, "compare-mt: A Tool for Holistic Comparison of Language Generation Systems").
BUCKET_STARTS = (0, 10, 20, 30, 40)


@dataclass(frozen=True, slots=True, kw_only=True)
class LengthRatio:
    """The length of the translations for each unit of their references'; None where these have none."""

    words: float | None
    characters: float | None


def measure_ratio(
    hypotheses: Sequence[str], references: Sequence[str], method: CountMethod = CountMethod.UAX29
) -> LengthRatio:
    """Divide the length of all translations by that of all references, in words and in characters."""
    ours = sum((measure(text, method) for text in hypotheses), Volume())
    theirs = sum((measure(text, method) for text in references), Volume())
    return LengthRatio(
        words=ours.words / theirs.words if theirs.words else None,
        characters=ours.characters / theirs.characters if theirs.characters else None,
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
