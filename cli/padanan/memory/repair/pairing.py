"""Which placeable of a query stands where which placeable of a match's source stood."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from padanan.core.text import MARK_LETTER, write_marks_as_letters
from padanan.memory.repair.placeables import UNSPACED, Kind, Placeable

_TOKEN = re.compile(rf"[{UNSPACED}]{MARK_LETTER}*|[^\W{UNSPACED}]+|[^\w\s]")
# Marks that end a phrase: what stands behind them says nothing about what stands before them.
_PAUSES = frozenset(".,;:!?…)]}»”’\"'。，、；：！？）】》」』،؛؟।")
# Several values may only change places in texts that are otherwise alike to this degree, in tokens.
_LEAST_LIKENESS = 0.75

# What is repaired together or not at all: half of the numbers in a sentence mislead more than none.
FAMILIES: tuple[frozenset[Kind], ...] = (
    frozenset({Kind.NUMBER, Kind.DATE, Kind.TIME}),
    frozenset({Kind.URL}),
    frozenset({Kind.EMAIL}),
    frozenset({Kind.PLACEHOLDER}),
    frozenset({Kind.TAG}),
    frozenset({Kind.CODE}),
)


class Neighbour(NamedTuple):
    """The token beside a placeable, "" at the edge of the text; `joined` when no space is between."""

    text: str
    joined: bool

    @property
    def is_pause(self) -> bool:
        """Whether a phrase ends here."""
        return not self.text or self.text in _PAUSES

    @property
    def binds(self) -> bool:
        """Whether it belongs to the placeable, as the unit behind it or the currency sign before it."""
        return self.joined and not self.is_pause and not self.text[0].isalnum()


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A placeable and what stands beside it."""

    placeable: Placeable
    left: Neighbour
    right: Neighbour


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheme:
    """A text as tokens, in which each placeable is one token that says its kind only."""

    tokens: tuple[str, ...]
    placed: tuple[Placed, ...]

    def members(self, family: frozenset[Kind]) -> list[Placed]:
        """Give the placeables of a family."""
        return [item for item in self.placed if item.placeable.kind in family]


class Pair(NamedTuple):
    """A placeable of the source, and the one that stands there in the query."""

    old: Placeable
    new: Placeable

    @property
    def differs(self) -> bool:
        """Whether the two say different things."""
        return self.old.value != self.new.value


def outline(text: str, placeables: Sequence[Placeable]) -> Scheme:
    """Cut a text into tokens around its placeables, which are in order."""
    shape = write_marks_as_letters(text)
    tokens: list[_Token] = []
    places: list[int] = []
    end = 0
    for placeable in placeables:
        tokens += _words(text, shape, end, placeable.span.start)
        places.append(len(tokens))
        tokens.append(_Token(f"\0{placeable.kind}", placeable.span.start, placeable.span.end))
        end = placeable.span.end
    tokens += _words(text, shape, end, len(text))
    framed = [_Token("", -1, -1), *tokens, _Token("", -1, -1)]
    placed = (
        Placed(
            placeable=placeable,
            left=Neighbour(framed[place].text, framed[place].end == placeable.span.start),
            right=Neighbour(framed[place + 2].text, framed[place + 2].start == placeable.span.end),
        )
        for placeable, place in zip(placeables, places, strict=True)
    )
    return Scheme(tokens=tuple(token.text for token in tokens), placed=tuple(placed))


class _Token(NamedTuple):
    text: str
    start: int
    end: int


def _words(text: str, shape: str, start: int, end: int) -> Iterator[_Token]:
    for found in _TOKEN.finditer(shape, start, end):
        yield _Token(text[found.start() : found.end()], found.start(), found.end())


def pair_family(query: Scheme, source: Scheme, family: frozenset[Kind]) -> list[Pair] | None:
    """Pair the placeables of a family one to one, in order; None where it is not certain which is which.

    Certain it is when there are as many of each kind in the same order, and what stands beside each value
    that differs is the same in both texts: the word or unit behind it, and whatever is joined to it. A value
    that differs here and stands elsewhere in the other text has perhaps only moved, so that all the rest must
    be the same then.
    """
    olds, news = source.members(family), query.members(family)
    if len(olds) != len(news):
        return None
    if any(_form(old.placeable) != _form(new.placeable) for old, new in zip(olds, news, strict=True)):
        return None
    couples = list(zip(olds, news, strict=True))
    pairs = [Pair(old.placeable, new.placeable) for old, new in couples]
    changed = [couple for couple, pair in zip(couples, pairs, strict=True) if pair.differs]
    if query.tokens == source.tokens:
        return pairs
    if not all(_same_surroundings(old, new) for old, new in changed):
        return None
    if _may_have_moved(pairs) or (len(changed) > 1 and not _are_alike(query, source)):
        return None
    return pairs


def _form(placeable: Placeable) -> tuple[object, ...]:
    """Give what two placeables must share for one to take the other's place."""
    sign = placeable.value[0] if isinstance(placeable.value, tuple) else ""
    return (placeable.kind, placeable.before, placeable.after, sign, placeable.is_read)


def _same_surroundings(old: Placed, new: Placed) -> bool:
    if (old.left.binds or new.left.binds) and old.left != new.left:
        return False
    if old.right.is_pause and new.right.is_pause:
        return old.left.text == new.left.text
    return old.right == new.right or (old.right.text == new.right.text and old.right.text[0].isalnum())


def _may_have_moved(pairs: Sequence[Pair]) -> bool:
    changed = [pair for pair in pairs if pair.differs]
    before, after = [pair.old.value for pair in pairs], [pair.new.value for pair in pairs]
    return any(pair.old.value in after or pair.new.value in before for pair in changed)


def _are_alike(query: Scheme, source: Scheme) -> bool:
    return Levenshtein.normalized_similarity(query.tokens, source.tokens) >= _LEAST_LIKENESS
