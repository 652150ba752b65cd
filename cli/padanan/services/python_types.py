"""What the public Python interface gives and takes: see `padanan.services.python_api`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import overload

from padanan.core import model
from padanan.core.model import Origin, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """Where a text stands: its msgctxt, or the segments before and after it ("" where there is none)."""

    msgctxt: str | None = None
    previous: str | None = None
    next: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A suggestion for a text.

    Attributes:
        score: Percent, rounded down, after penalties: 100 only for identical text, 101 in the same context.
        source: The text in the memory that the looked-up text is like.
        target: Its translation.
        penalties: What was taken off, each with its name and percent points.
        origin: Where the translation came from: path, line, author and time of change, as far as known.
        repaired: The translation with the numbers, placeholders and the like of the looked-up text put in;
            None where nothing was to be put in, or it would have been a guess.
        differs_only_in: The kinds of characters that make all the difference, such as "numbers" or "case".
        memory: The path of the memory it came from.
        details: All that is known of it, with inline codes and neighbours.
    """

    score: int
    source: str
    target: str
    penalties: tuple[tuple[str, int], ...]
    origin: Origin | None
    repaired: str | None
    differs_only_in: tuple[str, ...]
    memory: str
    details: model.Match = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A segment in which a text was found.

    Attributes:
        source: The segment's text.
        language: Its language.
        spans: Where in it the text stands: 0-based half-open code points.
        translations: Its translations by language.
        origin: Where the segment came from.
        memory: The path of the memory that has it.
    """

    source: str
    language: str
    spans: tuple[Span, ...]
    translations: Mapping[str, str]
    origin: Origin | None
    memory: str


@dataclass(frozen=True, slots=True)
class Hits(Sequence[Hit]):
    """Some of the segments in which a text was found, and how many there are in all."""

    hits: tuple[Hit, ...]
    total: int

    def __len__(self) -> int:
        return len(self.hits)

    @overload
    def __getitem__(self, index: int) -> Hit: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Hit]: ...
    def __getitem__(self, index: int | slice) -> Hit | Sequence[Hit]:
        return self.hits[index]
