"""Test segments that a translation memory knows already.

A system that uses the memory, or was trained on it, does not translate such a segment but recalls it; its
score says nothing about the rest.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Known(StrEnum):
    """How much of a segment stands in the memory."""

    PAIR = "source and translation"
    SOURCE = "source"


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownSegment:
    """A test segment that stands in the memory: its number from 0, its source, and how much is known."""

    row: int
    source: str
    known: Known


@dataclass(frozen=True, slots=True, kw_only=True)
class Contamination:
    """What of a test set stands in the memory, out of `segments`; `known` in order of the segments."""

    segments: int
    known: tuple[KnownSegment, ...]

    @property
    def percent(self) -> float:
        """What part of the segments stands in the memory."""
        return 100 * len(self.known) / self.segments if self.segments else 0.0


def find_known_segments(
    sources: Sequence[str],
    references: Sequence[Sequence[str]],
    translations_of: Callable[[str], Sequence[str]],
) -> Contamination:
    """Find the test segments whose source stands in a memory, word for word.

    Args:
        sources: The source text of each segment.
        references: The streams of references, each with as many texts.
        translations_of: Gives the memory's translations of exactly this text; nothing where it has none. It
            is asked once for each text.

    Raises:
        ValueError: unequal numbers of texts.
    """
    answers = {source: frozenset(translations_of(source)) for source in dict.fromkeys(sources)}
    known = []
    for row, (source, *texts) in enumerate(zip(sources, *references, strict=True)):
        found = answers[source]
        if found:
            how = Known.PAIR if found.intersection(texts) else Known.SOURCE
            known.append(KnownSegment(row=row, source=source, known=how))
    return Contamination(segments=len(sources), known=tuple(known))
